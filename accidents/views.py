from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accidents.models import Accident


@login_required
def detail(request: HttpRequest, code: str) -> HttpResponse:
    accident = get_object_or_404(Accident.objects.visible_to(request.user), code=code)
    return render(request, "accidents/detail.html", {"accident": accident})
