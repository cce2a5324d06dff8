/* What a report is made from, as it was given on the command line. */
#include <stdlib.h>

#include "core/mem.h"
#include "report/figure/cases.h"
#include "report/desk.h"

/* NAME=PATH; the name is one of those declared. */
static int split(const char *item, const char *option, char **name, const char **path,
		 struct err *err)
{
	const char *equals = strchr(item, '=');

	if (!equals || equals == item || equals[1] == '\0')
		return err_set(err, ERR_USAGE, "--%s \"%s\" is not NAME=%s", option, item,
			       strcmp(option, "release") == 0 ? "DIR" : "FILE");
	*name = mem_strndup(item, (size_t)(equals - item));
	*path = equals + 1;
	return 0;
}

static int unknown(const struct desk *d, const char *option, const char *name, const void *structs,
		   size_t n, size_t size, struct err *err)
{
	const char *near = nearest_member(name, structs, n, size);

	return err_set(err, ERR_USAGE, "--%s %s: %s declares none of that name%s%s%s", option, name,
		       d->name, near ? "; did you mean \"" : "", near ? near : "",
		       near ? "\"?" : "");
}

static int read_set(struct desk *d, const char *item, struct err *err)
{
	const struct spec_records *spec;
	const char *path = NULL;
	char *name = NULL;
	int ret = -1;

	if (split(item, "records", &name, &path, err) < 0)
		return -1;
	spec = spec_records_find(&d->spec, name);
	if (!spec)
		unknown(d, "records", name, d->spec.records, d->spec.nrecords,
			sizeof(*d->spec.records), err);
	else if (figure_world_set(&d->world, name))
		err_set(err, ERR_USAGE, "--records %s is given twice", name);
	else
		ret = recordset_read(path, name, spec->key, &d->sets[d->nsets++], err);
	d->world.nsets = d->nsets;
	free(name);
	return ret;
}

/* The requests as cases, when both streams are at hand. */
static int derive_cases(struct desk *d, struct err *err)
{
	struct recordset *requests, *events;
	struct calendar *calendar;
	char *path;
	int ret, year;

	if (!d->spec.requests)
		return 0;
	requests = figure_world_set(&d->world, d->spec.requests);
	events = figure_world_set(&d->world, d->spec.events);
	if (!requests || !events)
		return 0;
	path = site_path(&d->site, "config/calendar/workdays.csv");
	ret = calendar_load(path, &calendar, err);
	free(path);
	if (ret < 0)
		return -1;
	year = period_up(d->period, PERIOD_YEAR).n;
	ret = cases_make(requests, events, calendar, year, d->day, &d->sets[d->nsets],
			 &d->sets[d->nsets + 1], err);
	d->nsets += 2;
	d->world.nsets = d->nsets;
	calendar_free(calendar);
	return ret;
}

static int read_release(struct desk *d, const char *item, struct err *err)
{
	const char *path = NULL;
	char *name = NULL;
	int ret = -1;

	if (split(item, "release", &name, &path, err) < 0)
		return -1;
	if (!spec_release_find(&d->spec, name))
		unknown(d, "release", name, d->spec.releases, d->spec.nreleases,
			sizeof(*d->spec.releases), err);
	else
		ret = released_read(path, name, &d->releases[d->nreleases++], err);
	d->world.nreleases = d->nreleases;
	free(name);
	return ret;
}

/* The approved report of another form or period is no base to carry over from. */
static int read_last(struct desk *d, struct err *err)
{
	const char *path = d->options->last;
	char text[9];

	if (!path || !d->spec.form)
		return 0;
	if (filed_read(path, &d->site, d->spec.form, &d->last, err) < 0)
		return -1;
	if (strcmp(d->last.form.name, d->spec.form) != 0)
		return err_set(err, ERR_DATA, "%s: a report of the form %s, not %s", path,
			       d->last.form.name, d->spec.form);
	if (d->last.filled.period.level != d->period.level ||
	    d->last.filled.period.n != d->period.n - 1) {
		period_format(d->last.filled.period, text);
		return err_set(err, ERR_DATA, "%s: the report of %s is not the one before %s", path,
			       text, d->period_text);
	}
	d->world.last = &d->last.filled;
	return 0;
}

static int read_entered(struct desk *d, struct err *err)
{
	if (!d->options->entered)
		return 0;
	if (entered_read(d->options->entered, &d->entered, err) < 0)
		return -1;
	d->has_entered = true;
	return 0;
}

int desk_gather(struct desk *d, struct err *err)
{
	const struct desk_options *o = d->options;
	int i;

	d->sets = mem_zalloc((size_t)o->records.n + 2, sizeof(*d->sets));
	d->releases = mem_zalloc((size_t)o->releases.n + 1, sizeof(*d->releases));
	d->world.sets = d->sets;
	d->world.releases = d->releases;
	for (i = 0; i < o->records.n; i++)
		if (read_set(d, o->records.items[i], err) < 0)
			return -1;
	for (i = 0; i < o->releases.n; i++)
		if (read_release(d, o->releases.items[i], err) < 0)
			return -1;
	if (derive_cases(d, err) < 0 || read_last(d, err) < 0)
		return -1;
	return read_entered(d, err);
}
