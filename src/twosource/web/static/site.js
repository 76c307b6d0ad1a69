"use strict";
// Every page works without this script.
