"""The web processes; service units and ./run use the same file.

Threads, because a request mostly waits for the database; few processes, because each costs
100 MB. WEB_PROCESSES and WEB_THREADS fit them to a machine.
"""

from pathlib import Path

from config import env

MEMORY = "/dev/shm"  # noqa: S108 - a folder of the kernel, not a predictable file name

bind = env.text("BIND", f"127.0.0.1:{env.number('PORT', 8000)}")
workers = env.number("WEB_PROCESSES", 2)
threads = env.number("WEB_THREADS", 4)
worker_class = "gthread"
timeout = 60
graceful_timeout = 20
# Memory that a library leaks is returned; the jitter keeps the processes from leaving together.
max_requests = 5000
max_requests_jitter = 500
# A heartbeat file on a real disk can stall a process for seconds.
worker_tmp_dir = MEMORY if Path(MEMORY).is_dir() else None
accesslog = None
loglevel = "warning"
# As the product's own lines: without the words of exceptions and the questions in addresses.
logconfig_dict = {
    "formatters": {"json": {"()": "config.logs.JsonLines"}},
    "handlers": {"json": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"level": "WARNING", "handlers": ["json"]},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "handlers": ["json"], "propagate": False},
        "gunicorn.access": {"level": "WARNING", "handlers": [], "propagate": False},
    },
}
control_socket_disable = True
