#include "extract/transfer.h"

#include "core/log.h"
#include "core/mem.h"
#include "extract/sink.h"
#include "extract/split.h"

/*
 * One SELECT.  Where the engine would build an index for each range of row
 * numbers, all rows are read by one connection instead.
 */
int transfer_open(struct transfer *t, struct session *session, struct err *err)
{
	struct buf text = BUF_INIT;
	bool builds = false;
	int ret = 0;

	t->session = session;
	t->in.text_by_bytes = session->class->text_by_bytes(session->conns[0]);
	t->in.may_split = true;
	if (query_build(&t->in, &t->query, err) < 0)
		return -1;
	if (t->query.is_split)
		ret = session->class->explain(session->conns[0], &t->query.sql, &text, &builds,
					      err);
	buf_release(&text);
	if (ret < 0 || !builds)
		return ret;
	query_release(&t->query);
	t->in.may_split = false;
	return query_build(&t->in, &t->query, err);
}

int transfer_prepare(struct transfer *t, struct err *err)
{
	const struct session *s = t->session;
	size_t i;

	t->nscans = s->nconns;
	t->scans = mem_zalloc(t->nscans, sizeof(*t->scans));
	for (i = 0; i < t->nscans; i++)
		if (scan_open(&t->scans[i], &t->in, &t->query, s->conns[i], err) < 0)
			return -1;
	return 0;
}

int transfer_rows(struct transfer *t, struct writer *to, struct err *err)
{
	const struct session *s = t->session;
	struct split split = { .scans = t->scans,
			       .nscans = t->nscans,
			       .is_whole = !t->query.is_split };
	struct sink *sink;
	int found = 1, ret;

	if (t->query.is_split)
		found = s->class->range(s->conns[0], t->in.plan->tables[0]->name, &t->in.live[0],
					&split.low, &split.high, err);
	if (found < 0)
		return -1;
	split.is_empty = found == 0;
	sink = sink_new(&t->query, t->in.plan, to, t->nscans);
	ret = split_run(&split, sink_take, sink, err);
	if (ret == 0)
		ret = sink_end(sink, err);
	sink_free(sink);
	log_progress_end();
	return ret;
}

static void log_rules(const struct transfer *t, size_t pull)
{
	const struct intake *first = &t->scans[0].cells[pull];
	struct buf key = BUF_INIT;
	long long n;
	size_t i;
	int rule;

	for (rule = 0; rule < INTAKE_RULES; rule++) {
		for (n = 0, i = 0; i < t->nscans; i++)
			n += t->scans[i].cells[pull].counts[rule];
		if (n == 0)
			continue;
		buf_clear(&key);
		buf_printf(&key, "rule.%s.%s", first->spec.origin, intake_rule_name(rule));
		log_count(key.p, n, "%s: %lld values %s by %s", first->spec.origin, n,
			  intake_rule_effect(first, rule), intake_rule_name(rule));
	}
	buf_release(&key);
}

void transfer_log(const struct transfer *t)
{
	const struct plan *p = t->in.plan;
	long long rejected = 0, missing;
	struct buf key = BUF_INIT;
	size_t i, k;

	for (i = 0; i < t->query.npulls; i++)
		log_rules(t, i);
	for (k = 0; k + 1 < p->ntables; k++) {
		for (missing = 0, i = 0; i < t->nscans; i++)
			missing += t->scans[i].missing[k];
		if (missing == 0)
			continue;
		buf_clear(&key);
		buf_printf(&key, "missing.%s", p->tables[k + 1]->name);
		log_count(key.p, missing, "%lld rows left out without a partner in %s", missing,
			  p->tables[k + 1]->name);
	}
	for (i = 0; i < t->nscans; i++)
		rejected += t->scans[i].rejected;
	if (rejected)
		log_count("rejected", rejected, "%lld rows left out by a rule", rejected);
	buf_release(&key);
}

void transfer_close(struct transfer *t)
{
	size_t i;

	for (i = 0; t->scans && i < t->nscans; i++)
		scan_close(&t->scans[i]);
	free(t->scans);
	query_release(&t->query);
	*t = (struct transfer){ 0 };
}
