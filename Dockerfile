# SPDX-License-Identifier: GPL-3.0-or-later
# One image for web, worker, beat and migrate: the command says which (docker-compose.yml).
FROM python:3.12-slim AS installed

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt .
# Wheels only: nothing is compiled, so the image needs no compiler.
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --require-hashes --only-binary :all: -r requirements.txt

FROM python:3.12-slim

# What WeasyPrint draws with, and letters for every script.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /srv/glamwiki --shell /usr/sbin/nologin glamwiki \
 && install -d -o glamwiki -g glamwiki /srv/glamwiki /srv/media
COPY --from=installed /opt/venv /opt/venv
WORKDIR /srv/glamwiki
COPY . .

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=glamwiki.settings \
    MEDIA_ROOT=/srv/media

# Static files are collected here, with values that are of no use to a running site and do not stay in the image.
RUN SECRET_KEY=only-to-collect-static-files ALLOWED_HOSTS=localhost \
    DATABASE_URL=postgresql://nobody@127.0.0.1:9/none REDIS_URL=redis://127.0.0.1:9/0 \
    python manage.py collectstatic --no-input --verbosity 0

USER glamwiki
VOLUME /srv/media
EXPOSE 8000

# A stopped worker first gives its tasks a moment, then returns them to the queue (Celery's soft shutdown).
ENV REMAP_SIGTERM=SIGQUIT

CMD ["gunicorn", "glamwiki.wsgi", "--bind", "0.0.0.0:8000", \
     "--worker-class", "gthread", "--workers", "2", "--threads", "8", \
     "--timeout", "60", "--graceful-timeout", "30", "--keep-alive", "5", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-", \
     "--logger-class", "glamwiki.access_log.AccessLog"]
