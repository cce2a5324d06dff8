#include "report/desk.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/path.h"

enum { YEAR_FIRST = 1900 }; /* what is compared with years before stays in the calendar */

/* The file's own name, or its folder's: pipelines/NAME/report.json. */
static char *name_of(const char *path)
{
	const char *end = strrchr(path, '/'), *from;
	char *name, *dot;

	if (end && end > path && strcmp(end + 1, "report.json") == 0) {
		from = memrchr(path, '/', (size_t)(end - path));
		from = from ? from + 1 : path;
		if (*from != '.')
			return mem_strndup(from, (size_t)(end - from));
	}
	name = mem_strdup(end ? end + 1 : path);
	dot = strrchr(name, '.');
	if (dot && dot != name)
		*dot = '\0';
	return name;
}

static int open_period(struct desk *d, struct err *err)
{
	const char *text = d->options->period;

	if (!text)
		return err_set(err, ERR_USAGE, "no period: give --period 2025, 2025-Q3 or 2025-10");
	if (!period_parse(str_of(text), &d->period) ||
	    period_up(d->period, PERIOD_YEAR).n < YEAR_FIRST)
		return err_set(err, ERR_USAGE,
			       "\"%s\" is no period: write 2025, 2025-Q3 or 2025-10", text);
	period_format(d->period, d->period_text);
	d->day = period_last_day(d->period);
	if (d->options->day && !date_parse(str_of(d->options->day), "YYYY-MM-DD", &d->day))
		return err_set(err, ERR_USAGE, "--day \"%s\" is no date: write YYYY-MM-DD",
			       d->options->day);
	return 0;
}

static int open_form(struct desk *d, struct err *err)
{
	static const char *const levels[] = { "a year", "a quarter", "a month" };
	char *path = site_path(&d->site, "config/forms/%s.json", d->spec.form);
	struct buf division = BUF_INIT;
	int ret = form_load(path, d->period, NULL, &d->report.form, err);

	free(path);
	if (ret < 0)
		return -1;
	filled_init(&d->report.filled, &d->report.form, d->period);
	d->report.is_open = true;
	if (d->report.form.every != d->period.level)
		return err_set(err, ERR_USAGE, "the form %s is for %s, not for %s", d->spec.form,
			       levels[d->report.form.every], levels[d->period.level]);
	figure_set_text(&d->report.filled.issuer, d->site.name);
	template_word(&d->world.words, "division", &division, err);
	figure_set_text(&d->report.filled.division, division.p);
	buf_release(&division);
	return 0;
}

int desk_open(struct desk *d, const struct desk_options *o, const char *path, bool with_period,
	      struct err *err)
{
	*d = (struct desk){ .options = o };
	doc_init(&d->doc);
	d->name = name_of(path);
	if (report_spec_read(path, &d->spec, err) < 0 || site_open(&d->site, path, err) < 0)
		return -1;
	d->world = (struct figure_world){ .spec = &d->spec,
					  .site = &d->site,
					  .words = { .bureau = d->site.name,
						     .division = d->site.division },
					  .figures = &d->figures };
	if (!with_period && !o->period)
		return 0;
	if (open_period(d, err) < 0)
		return -1;
	d->world.words.period = d->period;
	figure_set_text(&d->figures.report, d->name);
	figure_set_text(&d->figures.period, d->period_text);
	return d->spec.form ? open_form(d, err) : 0;
}

void desk_close(struct desk *d)
{
	size_t i;

	for (i = 0; i < d->nsets; i++)
		recordset_release(&d->sets[i]);
	for (i = 0; i < d->nreleases; i++)
		released_release(&d->releases[i]);
	free(d->sets);
	free(d->releases);
	filed_release(&d->report);
	filed_release(&d->last);
	if (d->has_entered)
		entered_release(&d->entered);
	figures_release(&d->figures);
	verdicts_release(&d->verdicts);
	doc_release(&d->doc);
	if (d->site.root)
		site_release(&d->site);
	report_spec_release(&d->spec);
	free(d->name);
}

/* Judgement ----------------------------------------------------------------- */

int desk_judge(const struct desk *d, struct err *err)
{
	size_t open = verdicts_count(&d->verdicts, SEVERITY_OPEN);
	size_t errors = verdicts_count(&d->verdicts, SEVERITY_ERROR);

	if (open > 0)
		return err_set(err, ERR_GATE,
			       "%s %s is held: %zu open questions, %zu errors; --draft makes a "
			       "review copy",
			       d->name, d->period_text, open, errors);
	if (errors > 0)
		return err_set(err, ERR_DATA,
			       "%s %s is held: %zu errors; --draft makes a review copy", d->name,
			       d->period_text, errors);
	return 0;
}
