"""The curator's workbench: commands that show what is there, what is missing and what has changed."""
