/*
 * banned: functions that have a safer counterpart here do not compile.
 *
 * Included before every source by the Makefile.  sprintf, strcpy and their kind
 * overflow; atoi cannot fail; strtok hides state; gmtime and localtime share a
 * buffer and read the zone; rand is not reproducible; system runs a shell.
 */
#ifndef CORE_BANNED_H
#define CORE_BANNED_H

/* Their own headers first, so that only uses meet the macros. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(function) sorry_##function##_is_a_banned_function

#define strcpy(...) BANNED(strcpy)
#define strcat(...) BANNED(strcat)
#define strncpy(...) BANNED(strncpy)
#define strncat(...) BANNED(strncat)
#define sprintf(...) BANNED(sprintf)
#define vsprintf(...) BANNED(vsprintf)
#define gets(...) BANNED(gets)
#define atoi(...) BANNED(atoi)
#define atol(...) BANNED(atol)
#define atof(...) BANNED(atof)
#define strtok(...) BANNED(strtok)
#define gmtime(...) BANNED(gmtime)
#define localtime(...) BANNED(localtime)
#define ctime(...) BANNED(ctime)
#define asctime(...) BANNED(asctime)
#define mktime(...) BANNED(mktime)
#define rand() BANNED(rand)
#define srand(...) BANNED(srand)
#define random() BANNED(random)
#define srandom(...) BANNED(srandom)
#define system(...) BANNED(system)
#define popen(...) BANNED(popen)
#define tmpnam(...) BANNED(tmpnam)
#define mktemp(...) BANNED(mktemp)

#endif
