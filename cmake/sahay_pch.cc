// Holds the precompiled header and the templates that it declares (pch.h).
#define SAHAY_NOTHING
SAHAY_SHARED_TEMPLATES(SAHAY_NOTHING)
