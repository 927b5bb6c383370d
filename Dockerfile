# One image for web, worker, beat and the preparing step; docker-compose.yml says which of them a container is.
FROM python:3.11-slim-bookworm

# Pango sets the letters; curl is what the health checks use.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /srv/portal --uid 10001 portal \
    && install -d -o portal -g portal /data

WORKDIR /srv/portal
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY --chown=root:root . .

ENV DATA_DIR=/data \
    DEMO=0 \
    PYTHONUNBUFFERED=1
USER portal
VOLUME /data
EXPOSE 8000
# An idle connection outlives nginx's 60 seconds: it must never send a form into one that is being closed.
CMD ["gunicorn", "yiyang_ems.wsgi", "--bind", "0.0.0.0:8000", "-k", "gthread", "-w", "2", "--threads", "4", \
     "--preload", "--no-control-socket", "--graceful-timeout", "20", "--timeout", "60", "--keep-alive", "75"]
