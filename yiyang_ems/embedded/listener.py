"""The listening port: bound by the supervisor before anything is started, and inherited by web."""

from __future__ import annotations

import errno
import socket

from yiyang_ems.embedded.configuration import LOOPBACK, StackSettings
from yiyang_ems.embedded.state import StackError

NEXT_PORTS = 20


def listen(settings: StackSettings) -> socket.socket:
    """Return a bound socket. A port in use is an error when it was requested, else the next free one is taken."""
    last = settings.port if settings.port_given else settings.port + NEXT_PORTS
    for port in range(settings.port, min(last, 65535) + 1):
        try:
            return _bind(settings.host, port)
        except OSError as error:
            if error.errno == errno.EACCES:
                raise StackError(f"无权使用端口 {port}，请用 PORT 另指 1024 以上的端口。") from error
            if error.errno != errno.EADDRINUSE:
                raise StackError(f"无法在 {settings.host} 上监听：{error.strerror or error}") from error
    asked = f"端口 {settings.port} " if settings.port_given else f"端口 {settings.port} 至 {last} 均"
    raise StackError(f"{asked}已被占用，请用 PORT 另指端口。")


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(256)
        listener.set_inheritable(True)
    except OSError:
        listener.close()
        raise
    return listener


def address_of(host: str, listener: socket.socket) -> str:
    """Return the address to type into a browser. A wildcard address is shown as this machine's own."""
    port = listener.getsockname()[1]
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def refuse_demo_on_network(settings: StackSettings) -> None:
    """Refuse demonstration accounts on a network address unless explicitly allowed: the screen shows where they are."""
    accounts = settings.state.root / "demo-accounts.json"
    if settings.host in LOOPBACK or settings.demo_on_network or not (settings.demo or accounts.exists()):
        return
    remedy = (
        f"请换用没有演示账号的数据目录（当前 {settings.state.root} 内已有）"
        if accounts.exists()
        else "请用 DEMO=0（正式使用，不建演示数据）"
    )
    raise StackError(
        f"HOST={settings.host} 可被其他机器访问，而演示账号只应在本机使用。\n"
        f"{remedy}；确需在网络上演示的，请设置 ALLOW_DEMO_ON_NETWORK=1。"
    )
