"""HTTP: what the user named, politely and within limits. Imports only the model."""
