"""The pages: templates over the same answers as the API, and the server that serves both."""
