#include "inspect/beside.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "core/date.h"
#include "core/file.h"

static int read_today(const char *text, int32_t *day, struct err *err)
{
	*day = (int32_t)(time(NULL) / 86400);
	if (text && !date_parse(str_of(text), "YYYY-MM-DD", day))
		return err_set(err, ERR_USAGE, "--today: \"%s\" is not a day: write 2026-10-31",
			       text);
	return 0;
}

static int open_release(struct release_table *t, const char *folder, const struct beside *b,
			struct err *err)
{
	return release_table_open(t, folder, b->clean, b->ctx, err) < 0 ||
			       release_table_read(t, err) < 0
		       ? -1
		       : 0;
}

/* 1: it can be judged; 0: damage, which is a finding like that of any other file. */
static int open_own(struct release_table *t, const struct beside *b, struct findings *f,
		    struct err *err)
{
	if (open_release(t, b->folder, b, err) == 0)
		return 1;
	if (err->kind != ERR_DATA && err->kind != ERR_CONFIG)
		return -1;
	findings_add(f, FINDING_PLAUSIBILITY, "the table is not what datapackage.json says of it",
		     "datapackage.json", (struct str){ NULL, 0 }, "%s", "");
	*err = (struct err)ERR_INIT;
	return 0;
}

static int judge(const struct beside *b, const struct release_table *now, int32_t today,
		 struct findings *f, struct err *err)
{
	struct release_table before = { .fd = -1 };
	const struct release_table *then = b->previous ? &before : NULL;
	int ret = -1;

	if ((!b->previous || open_release(&before, b->previous, b, err) == 0) &&
	    plausible_check(b->plausible, now, then, b->site, today, f, err) == 0)
		ret = linkage_check(b->linkage, now, then, b->public, b->clean, b->ctx, f, err);
	release_table_close(&before);
	return ret;
}

/* A folder without a package is no release and gets no pass: nothing to judge. */
static bool is_release(const char *folder)
{
	char *path = file_join(folder, "datapackage.json");
	bool is = access(path, F_OK) == 0;

	free(path);
	return is;
}

int beside_check(const struct beside *b, struct findings *f, struct err *err)
{
	struct release_table now = { .fd = -1 };
	int32_t today;
	int ret;

	if (read_today(b->today, &today, err) < 0)
		return -1;
	if (!is_release(b->folder))
		return 0;
	ret = open_own(&now, b, f, err);
	if (ret == 1)
		ret = judge(b, &now, today, f, err);
	release_table_close(&now);
	return ret;
}
