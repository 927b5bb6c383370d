from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "foundation.organizations"
    label = "organizations"
    verbose_name = "机构与用户"

    def ready(self) -> None:
        from foundation.journal.acts import register_acts
        from foundation.kit import navigation
        from foundation.organizations import checks, signals  # noqa: F401 - they register themselves
        from foundation.organizations.permissions import act_labels

        register_acts(act_labels)
        navigation.register(
            navigation.Entry(
                order=navigation.SYSTEM,
                label="系统管理",
                url_name="organizations:users",
                any_of=("user.manage", "user.roles", "journal.view"),
                prefix="/system/",
                is_parted=True,
            )
        )
