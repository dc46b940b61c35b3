FOLDER = __file__
