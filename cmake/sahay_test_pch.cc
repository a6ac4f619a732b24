// Holds the precompiled header of tests (test_pch.h).
