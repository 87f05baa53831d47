"""The product's addresses with the admin beside them, for the tests of its pages."""

from django.contrib import admin
from django.urls import path

from config.urls import urlpatterns as of_the_product

urlpatterns = [path("admin/", admin.site.urls), *of_the_product]
