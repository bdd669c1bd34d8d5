"""The screens: each binds its keys and calls the session."""
