#include "extract/session.h"

#include "core/log.h"

/* The path below the site's root, so that messages do not depend on the place. */
static const char *shown_path(const struct site *site, const char *path)
{
	size_t n = strlen(site->root);

	return strncmp(path, site->root, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

int session_open(struct session *s, const struct site *site, const char *name,
		 const struct session_options *o, struct err *err)
{
	struct source_place place = { name, o->file, o->file, o->wait * 1000 };

	if (o->jobs < 1 || o->jobs > SESSION_JOBS_MAX)
		return err_set(err, ERR_USAGE, "--jobs: from 1 to %d", SESSION_JOBS_MAX);
	if (o->wait > 3600)
		return err_set(err, ERR_USAGE, "--wait: at most 3600 seconds");
	if (site_source(site, name, &s->source, err) < 0)
		return -1;
	s->class = source_by_driver(s->source.driver);
	if (!s->class)
		return err_set(err, ERR_CONFIG, "source %s: the driver \"%s\" is not known", name,
			       s->source.driver);
	if (!place.path) {
		place.path = s->source.path;
		place.shown = shown_path(site, place.path);
	}
	s->nconns = (size_t)o->jobs;
	if (s->class->open(&place, s->conns, s->nconns, err) < 0)
		return -1;
	return s->class->begin(s->conns, s->nconns, err);
}

int session_table(struct session *s, const struct reg_table *t, struct live_table *live,
		  struct drift *d, struct err *err)
{
	int found = s->class->table(s->conns[0], t->name, live, err);

	if (found < 0)
		return -1;
	drift_compare(d, t, found ? live : NULL);
	return 0;
}

int session_warn(struct session *s, const struct reg *reg, struct err *err)
{
	char **names;
	size_t i, n;
	int ret = drift_unregistered(s->class, s->conns[0], reg, &names, &n, err);

	for (i = 0; ret == 0 && i < n; i++)
		log_warn("source %s: config/fields/%s.json does not name the table %s",
			 s->source.name, s->source.name, names[i]);
	drift_names_free(names, n);
	return ret;
}

int session_end(struct session *s, struct err *err)
{
	return s->class->end(s->conns[0], err);
}

void session_close(struct session *s)
{
	size_t i;

	for (i = 0; s->class && i < s->nconns; i++)
		s->class->close(s->conns[i]);
	source_release(&s->source);
	*s = (struct session){ 0 };
}
