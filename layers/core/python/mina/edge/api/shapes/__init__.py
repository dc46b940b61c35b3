"""What the routes answer with, as msgspec structs: the JSON bodies and, by them, the OpenAPI document."""
