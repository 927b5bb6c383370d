from django.apps import AppConfig

#: Chinese names of events that nobody chooses from a table of actions.
OTHER_EVENTS = {
    "session.login": "登录",
    "session.logout": "退出",
    "session.failed": "登录失败",
    "user.password": "修改本人密码",
    "user.create_first": "建立首个系统管理员",
    "city.load": "装载基础数据",
}


class AccountsConfig(AppConfig):
    name = "foundation.accounts"
    label = "accounts"
    verbose_name = "用户"

    def ready(self) -> None:
        from foundation.accounts import checks, signals  # noqa: F401 - they register themselves
        from foundation.accounts.actions import event_labels
        from foundation.audit.event_labels import event_label_sources

        event_label_sources.register(lambda: event_labels() | OTHER_EVENTS, key=self.label)
