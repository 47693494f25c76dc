"""How people sign in: django-allauth. Sign-up is closed; people join by invitation (docs/operations/settings.md)."""

from urllib.parse import urlsplit

import environ

env = environ.Env()

ACCOUNT_APPS = ["allauth", "allauth.account", "allauth.mfa", "allauth.socialaccount"]
AUTHENTICATION_BACKENDS = ["accounts.backends.OneHashBackend"]

# --- One door -----------------------------------------------------------------------------------------------------
LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "accounts.signed_out.csrf_failure"
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # a new address is confirmed first, in /accounts/

# --- Sign-in ------------------------------------------------------------------------------------------------------
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # an invitation's letter has proved its address already
ACCOUNT_CHANGE_EMAIL = True  # one address per person; the old one works until the new one is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # who is unknown here gets no letter from us, and the page does not tell
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USER_DISPLAY = "accounts.names.display_name"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
}
# Rate limits are allauth's own: 30 sign-ins a minute from one address, 5 failures in 5 minutes for one name.
# They live in the shared cache, so that they hold for all workers together.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# --- Second factor ------------------------------------------------------------------------------------------------
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=False)  # on in production
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Portolan"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondFactorForm",
    "reauthenticate": "accounts.forms.SecondFactorAgainForm",
    "activate_totp": "accounts.forms.AuthenticatorAppForm",
    "add_webauthn": "accounts.forms.AddKeyForm",
    "edit_webauthn": "accounts.forms.RenameKeyForm",
}

# --- Sessions -----------------------------------------------------------------------------------------------------
SESSION_COOKIE_AGE = 14 * 24 * 3600  # for who asked to stay signed in; else until the browser is closed
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- The city's or programme's own sign-in (OpenID Connect), where the environment names one -----------------------
SOCIALACCOUNT_ADAPTER = "accounts.adapters.ConnectedAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {}
OIDC_SERVER_URL = env("OIDC_SERVER_URL", default="")
OIDC_CLIENT_ID = env("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env("OIDC_CLIENT_SECRET", default="")
FORM_TARGETS = []  # where a form may lead besides ourselves
if OIDC_SERVER_URL and OIDC_CLIENT_ID and OIDC_CLIENT_SECRET:
    ACCOUNT_APPS += ["allauth.socialaccount.providers.openid_connect"]
    FORM_TARGETS += ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER_URL))]
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": env("OIDC_NAME", default="OpenID Connect"),
                    "client_id": OIDC_CLIENT_ID,
                    "secret": OIDC_CLIENT_SECRET,
                    "settings": {"server_url": OIDC_SERVER_URL},
                }
            ],
            "OAUTH_PKCE_ENABLED": True,
        }
    }
