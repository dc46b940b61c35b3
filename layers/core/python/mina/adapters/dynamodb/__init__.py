"""The one table, through PynamoDB."""
