"""Whom or what a name means: one canonical name for every mention, holders of offices, families of institutions."""
