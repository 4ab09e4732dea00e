"""Styles by name, and the engine that renders them."""
