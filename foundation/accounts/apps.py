from django.apps import AppConfig

#: Chinese names of login events; those of permissions are in the permission table.
EVENT_LABELS = {
    "session.login": "登录",
    "session.logout": "退出",
    "session.failed": "登录失败",
    "user.password": "修改本人密码",
    "user.create_first": "建立首个系统管理员",
    "token.issue": "申请接口令牌",
    "token.revoke": "停用接口令牌",
    "city.load": "装载基础数据",
}


class AccountsConfig(AppConfig):
    name = "foundation.accounts"
    label = "accounts"
    verbose_name = "用户"

    def ready(self) -> None:
        from foundation.accounts import checks, signals  # noqa: F401 - they register themselves
        from foundation.audit.event_labels import event_label_sources

        event_label_sources.register(lambda: EVENT_LABELS, key=self.label)
