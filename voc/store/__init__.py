"""The workspace's database: one file a noun, whole SQL statements, records in and out."""
