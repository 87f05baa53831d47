"""Addresses of the desk, below /desk/."""

from django.urls import path

from workflows.desk.views import (
    account,
    approvals,
    asked,
    case,
    chart,
    files,
    gallery,
    households,
    inbox,
    notices,
    numbers,
    paper,
    register,
    reminders,
    staff,
    step,
)

app_name = "desk"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("register/", register.register, name="register"),
    path("register/<slug:key>/", register.register, name="register_for"),
    path("households/", households.households, name="households"),
    path("households/<int:pk>/", households.household, name="household"),
    path("members/<int:pk>/number/", households.reveal, name="reveal"),
    path("asked/", asked.asked, name="asked"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("notices/", notices.notices, name="notices"),
    path("case/<uuid:uuid>/", case.case, name="case"),
    path("case/<uuid:uuid>/step/<slug:name>/", step.step, name="step"),
    path("case/<uuid:uuid>/photo/<slug:name>/", files.photo, name="photo"),
    path("chart/<slug:key>/<slug:edition>.svg", chart.chart, name="chart"),
    path("paper/<uuid:uuid>/", paper.paper, name="paper"),
    path("paper/<uuid:uuid>/pdf/", paper.pdf, name="pdf"),
    path("paper/<uuid:uuid>/scan/", paper.attach, name="attach"),
    path("paper/<uuid:uuid>/scan/<int:number>/", paper.scan, name="scan"),
    path("paper/<uuid:uuid>/delivery/", paper.deliver, name="deliver"),
    path("papers/", gallery.gallery, name="gallery"),
    path("papers/release/", gallery.release, name="gallery_release"),
    path("papers/<slug:code>.pdf", gallery.sample, name="sample"),
    path("numbers/", numbers.numbers, name="numbers"),
    path("numbers/make/", numbers.make, name="numbers_make"),
    path("numbers/<int:number>.pdf", numbers.printed, name="numbers_printed"),
    path("reminders/seen/", reminders.seen, name="seen"),
    path("staff/", staff.staff, name="staff"),
    path("staff/substitute/", staff.substitute, name="substitute"),
    path("staff/hand-over/", staff.hand_over, name="hand_over"),
    path("sign-in/", account.sign_in, name="sign_in"),
    path("sign-out/", account.sign_out, name="sign_out"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
]
