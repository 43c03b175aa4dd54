# SPDX-License-Identifier: GPL-3.0-or-later
"""gunicorn's log by `--logger-class glamwiki.access_log.AccessLog`: one line a request, in LOG_FORMAT.

A line says the method, the path without its keys, the status, how long it took and the request's number; no query,
no cookie, no address, no name: who it was stands in the journal, under the same number, for those who may read it.
"""

from gunicorn.glogging import Logger

from glamwiki import env
from glamwiki.log_lines import FORMATS, on_one_line
from glamwiki.request_ids import HEADER
from journal.correlation import as_number, correlated
from journal.scrubbing import scrubbed


class AccessLog(Logger):
    """gunicorn's log, whose lines name the door and not its key."""

    def setup(self, cfg):
        """Both of its logs speak as the rest of the platform does."""
        super().setup(cfg)
        self._is_json = env.log_format() == "json"
        formatter = FORMATS[env.log_format()]()
        handlers = self.error_log.handlers + (self.access_log.handlers if self._is_json else [])
        for handler in handlers:
            handler.setFormatter(formatter)

    def atoms(self, resp, req, environ, request_time):
        """What a line can be made of: wherever the address stands in it, the key is gone."""
        atoms = super().atoms(resp, req, environ, request_time)
        return {
            name: on_one_line(scrubbed(value)) if isinstance(value, str) else value
            for name, value in atoms.items()
        }

    def access(self, resp, req, environ, request_time):
        """As JSON with fields of our choice, or in the format gunicorn was given."""
        if not (self._is_json and self.access_log_enabled):
            super().access(resp, req, environ, request_time)
            return
        path = on_one_line(
            scrubbed(environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace"))
        )
        fields = {
            "method": environ.get("REQUEST_METHOD", ""),
            "path": path,
            "status": resp.status_code,
            "seconds": round(request_time.total_seconds(), 3),
            "bytes": getattr(resp, "sent", None),
        }
        said = f"{fields['method']} {path} {resp.status_code}"
        sent = {name.lower(): value for name, value in resp.headers}
        with correlated(as_number(sent.get(HEADER.lower()))):
            self.access_log.info(said, extra={"fields": fields})
