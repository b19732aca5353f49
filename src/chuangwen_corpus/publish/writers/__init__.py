"""Tables to files: Parquet, CSV, hashes, and a folder replaced whole."""
