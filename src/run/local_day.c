#include "run/local_day.h"

#include <time.h>

#include "core/date.h"

enum { DAY = 86400, DATE_LENGTH = 10 };

static int32_t day_of(int64_t seconds)
{
	return (int32_t)(seconds / DAY - (seconds % DAY < 0));
}

void local_day_read(struct local_day *l)
{
	time_t now = time(NULL);
	struct tm tm;

	tzset();
	localtime_r(&now, &tm);
	l->offset = tm.tm_gmtoff;
	l->today = day_of((int64_t)now + l->offset);
}

bool local_day_of(const struct local_day *l, const char *utc, int32_t *day)
{
	struct str date = { utc, DATE_LENGTH };
	int hour, minute, second;
	int32_t days;

	if (strlen(utc) <= DATE_LENGTH || !date_parse(date, "YYYY-MM-DD", &days) ||
	    sscanf(utc + DATE_LENGTH, "T%2d:%2d:%2dZ", &hour, &minute, &second) != 3)
		return false;
	*day = day_of((int64_t)days * DAY + hour * 3600 + minute * 60 + second + l->offset);
	return true;
}
