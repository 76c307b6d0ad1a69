"""What is kept between runs: one interface, a database behind it. Imports only the model."""
