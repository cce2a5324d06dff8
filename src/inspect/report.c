#include "inspect/report.h"

#include "core/file.h"
#include "core/jsonout.h"
#include "core/log.h"

static const struct {
	const char *one, *many;
} words[] = {
	[FINDING_VALUE] = { "value of a closed column", "values of closed columns" },
	[FINDING_MASKED] = { "number under too thin a mask", "numbers under too thin a mask" },
	[FINDING_PATTERN] = { "pattern of personal data", "patterns of personal data" },
	[FINDING_STRUCTURE] = { "hidden or unknown part", "hidden or unknown parts" },
	[FINDING_LINKAGE] = { "way to single somebody out", "ways to single somebody out" },
	[FINDING_PLAUSIBILITY] = { "implausible figure", "implausible figures" },
};

static void put_line(struct buf *b, const struct finding *f)
{
	buf_puts(b, f->file);
	if (*f->place)
		buf_printf(b, ", %s", f->place);
	buf_printf(b, ": %s: %s", finding_kind_name(f->kind), f->what);
	if (*f->digest)
		buf_printf(b, " [%s]", f->digest);
	if (f->count > 1)
		buf_printf(b, ", %lld times", f->count);
}

void report_lines(struct findings *f)
{
	const struct finding *list;
	struct buf b = BUF_INIT;
	size_t n, shown;

	list = findings_list(f, &n);
	shown = n < REPORT_LINES ? n : REPORT_LINES;
	for (size_t i = 0; i < shown; i++) {
		buf_clear(&b);
		put_line(&b, &list[i]);
		log_warn("%s", b.p);
	}
	if (shown < n)
		log_warn("and %zu more different findings: --report FILE lists them", n - shown);
	buf_release(&b);
}

static void put_json(struct jsonout *j, const struct finding *f)
{
	jsonout_open(j, '{');
	jsonout_member(j, "kind", finding_kind_name(f->kind));
	jsonout_member(j, "what", f->what);
	jsonout_member(j, "file", f->file);
	jsonout_member(j, "place", f->place);
	jsonout_member(j, "digest", f->digest);
	jsonout_member_int(j, "count", f->count);
	jsonout_close(j, '}');
}

int report_write(struct findings *f, const char *path, struct err *err)
{
	struct buf b = BUF_INIT;
	const struct finding *list;
	struct jsonout j;
	size_t n;
	int ret = -1;

	list = findings_list(f, &n);
	jsonout_init(&j, &b, 2);
	jsonout_open(&j, '{');
	jsonout_key(&j, "findings");
	jsonout_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		put_json(&j, &list[i]);
	jsonout_close(&j, ']');
	jsonout_member_int(&j, "total", findings_total(f));
	jsonout_close(&j, '}');
	buf_putc(&b, '\n');
	ret = file_save(path, 0600, (struct str){ b.p, b.n }, err);
	buf_release(&b);
	return ret;
}

int report_verdict(const struct findings *f, const char *release, struct err *err)
{
	struct buf b = BUF_INIT;

	if (findings_total(f) == 0)
		return 0;
	for (int k = 0; k <= FINDING_PLAUSIBILITY; k++) {
		long long n = findings_of(f, (enum finding_kind)k);

		if (n)
			buf_printf(&b, "%s%lld %s", b.n ? ", " : "", n,
				   n == 1 ? words[k].one : words[k].many);
	}
	err_set(err, ERR_GATE, "%s is held: %s", release, b.p);
	buf_release(&b);
	return -1;
}
