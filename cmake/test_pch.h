// The precompiled header of test programs.
#pragma once
#include "pch.h"
#include <gtest/gtest.h>
