from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from foundation.accounts.models import User
from foundation.audit.history import track_rows
from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet
from foundation.organizations.models import Organization

#: Kinds of organizations that are a part of their parent.
SECTIONS = (Organization.Kind.BUREAU_SECTION, Organization.Kind.BUREAU_UNIT)


class TodoQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "TodoQuerySet":
        """A to-do is seen by its person, or by those in its organization who have one of its roles.

        A to-do of a city office (no roles narrowed to one section) names the bureau: its sections' people see it too.
        A township or department is no section of the county's government: what waits for that is not theirs.
        """
        units: set[int | None] = set(user.received_unit_ids)
        if user.organization.kind in SECTIONS:
            units.add(user.organization.parent_id)
        return self.filter(Q(user=user) | Q(user=None, organization_id__in=units, roles__overlap=user.roles))

    def including_below(self, user: User) -> "TodoQuerySet":
        """The 含下级 switch: also what waits for units in the divisions below the user's own."""
        return self.filter(Q(organization__division__code__startswith=user.organization.division_id))

    def open(self) -> "TodoQuerySet":
        return self.filter(done_at=None)


@track_rows()
class Todo(models.Model):
    """Something that waits for a person or for the holders of a role in a unit, with the time it is due.

    ``key`` names the matter (for example ``accident:12:submit``): opening it again updates the same row while it is
    open, closing it closes it wherever it was shown. ``badge`` names what stands beside it (``foundation.ui.badges``).
    """

    key = models.CharField("事项标识", max_length=100)
    kind = models.CharField("类别", max_length=30)
    kind_label = models.CharField("类别名称", max_length=30)
    title = models.CharField("标题", max_length=200)
    detail = models.CharField("说明", max_length=300, blank=True)
    badge = models.CharField("标记", max_length=60, blank=True)
    action = models.CharField("按钮文字", max_length=10)
    url = models.CharField("链接", max_length=200)
    organization = models.ForeignKey(
        Organization, verbose_name="办理单位", on_delete=models.PROTECT, related_name="todos"
    )
    roles = ArrayField(models.CharField(max_length=20), verbose_name="办理角色", default=list)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="办理人", null=True, blank=True, on_delete=models.PROTECT
    )
    opened_at = models.DateTimeField("起算时间")
    due_at = models.DateTimeField("应办时间", null=True, blank=True)
    snoozed_until = models.DateTimeField("暂缓至", null=True, blank=True)
    snooze_reason = models.CharField("暂缓理由", max_length=200, blank=True)
    done_at = models.DateTimeField("办结时间", null=True, blank=True)

    objects = TodoQuerySet.as_manager()

    class Meta:
        verbose_name = "待办"
        verbose_name_plural = "待办"
        ordering = [models.F("due_at").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "organization", "user"],
                condition=Q(done_at=None),
                nulls_distinct=False,
                name="todo_one_open",
            )
        ]
        indexes = [models.Index(fields=["organization", "due_at"], condition=Q(done_at=None), name="todo_open_idx")]

    def __str__(self) -> str:
        return self.title


class MessageQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "MessageQuerySet":
        return self.filter(recipient=user)


class Message(models.Model):
    """A note to one person about something that happened; one for each (recipient, event)."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="收件人", on_delete=models.CASCADE, related_name="inbox_messages"
    )
    event = models.CharField("事由标识", max_length=100)
    title = models.CharField("标题", max_length=200)
    body = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=200, blank=True)
    sender = models.CharField("来自", max_length=100)
    sent_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "消息"
        verbose_name_plural = "消息"
        ordering = ["-sent_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["recipient", "event"], name="message_once")]
        indexes = [models.Index(fields=["recipient", "read_at"], name="message_unread_idx")]

    def __str__(self) -> str:
        return self.title
