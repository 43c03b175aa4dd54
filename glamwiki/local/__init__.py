# SPDX-License-Identifier: GPL-3.0-or-later
"""The project on one machine with one command: private PostgreSQL and Valkey, and the processes around them.

Standard library only, and no Django: it runs before the settings can be read.
"""
