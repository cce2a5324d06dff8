#include "core/site.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"

/* Cuts the last part off; false at the top. */
static bool go_up(char *path)
{
	char *slash = strrchr(path, '/');

	if (slash == path && path[1] == '\0')
		return false;
	slash[slash == path] = '\0';
	return true;
}

static bool is_root(const char *dir)
{
	char *path = file_join(dir, "config/site.json");
	bool found = access(path, F_OK) == 0;

	free(path);
	return found;
}

static int find_root(const char *near, char **root, struct err *err)
{
	char path[PATH_MAX];
	struct stat st;

	if (!realpath(near, path) || stat(path, &st) < 0)
		return err_sys(err, ERR_CONFIG, "%s", near);
	if (!S_ISDIR(st.st_mode))
		go_up(path);
	do {
		if (is_root(path)) {
			*root = mem_strdup(path);
			return 0;
		}
	} while (go_up(path));
	return err_set(err, ERR_CONFIG, "%s: no folder at or above it holds config/site.json",
		       near);
}

static int read_bureau(struct site *s, struct json v, struct err *err)
{
	struct json_obj o;

	json_open(&o, v, err);
	s->name = json_str(&o, "name");
	s->name_en = json_str(&o, "name_en");
	s->uscc = json_str(&o, "uscc");
	s->division = json_str(&o, "division");
	return json_close(&o);
}

static int read_licence(struct site *s, struct json v, struct err *err)
{
	struct json_obj o;

	json_open(&o, v, err);
	s->licence_name = json_str(&o, "name");
	s->licence_title = json_str(&o, "title");
	s->licence_path = json_str(&o, "path");
	return json_close(&o);
}

static int read_contact(struct site *s, struct json v, struct err *err)
{
	struct json_obj o;

	json_open(&o, v, err);
	s->contact_name = json_str(&o, "name");
	s->contact_email = json_str(&o, "email");
	s->contact_phone = json_str(&o, "phone");
	return json_close(&o);
}

/* A path of the site's files: below the root unless it is absolute. */
static char *absolute(const struct site *s, const char *path)
{
	return path[0] == '/' ? mem_strdup(path) : file_join(s->root, path);
}

static int read_paths(struct site *s, struct json v, struct err *err)
{
	const struct {
		const char *key, *otherwise;
		char **to;
	} paths[] = {
		{ "public", "out/public", &s->public_dir },
		{ "private", "out/private", &s->private_dir },
		{ "work", "out/work", &s->work_dir },
		{ "state", "out/state", &s->state_dir },
		{ "keys", "out/private/keys", &s->key_dir },
		{ "reviews", "config/reviews", &s->reviews_dir },
	};
	const size_t n = sizeof(paths) / sizeof(*paths);
	struct json_obj o;

	if (json_is(v))
		json_open(&o, v, err);
	for (size_t i = 0; i < n; i++) {
		const char *path = paths[i].otherwise;

		if (json_is(v))
			json_opt_str(&o, paths[i].key, &path);
		*paths[i].to = absolute(s, path);
	}
	return json_is(v) ? json_close(&o) : 0;
}

static int check_text(const struct site *s, struct json_obj *o)
{
	if (strncmp(s->portal, "https://", 8) != 0 && strncmp(s->portal, "http://", 7) != 0)
		json_fail(o, "portal", "\"portal\" must begin with https:// or http://");
	if (strlen(s->division) < 6 || s->division[strspn(s->division, "0123456789")])
		json_fail(o, "bureau",
			  "\"division\" must be a division code of six or more digits");
	return json_close(o);
}

static int read_site(struct site *s, struct err *err)
{
	static const char *const cryptography[] = { "international", "national", NULL };
	struct json bureau, licence, contact, paths = { NULL, NULL };
	struct json_obj o;

	json_open(&o, json_root(s->doc), err);
	bureau = json_object(&o, "bureau");
	s->portal = json_str(&o, "portal");
	licence = json_object(&o, "licence");
	contact = json_object(&o, "contact");
	s->attribution = json_str(&o, "attribution");
	s->disclaimer = json_str(&o, "disclaimer");
	json_opt_bool(&o, "demo", &s->is_demo);
	s->national = json_opt_choice(&o, "cryptography", cryptography, 0) == 1;
	json_opt_object(&o, "paths", &paths);
	if (json_close(&o) < 0 || read_bureau(s, bureau, err) < 0 ||
	    read_licence(s, licence, err) < 0 || read_contact(s, contact, err) < 0 ||
	    read_paths(s, paths, err) < 0)
		return -1;
	return check_text(s, &o);
}

int site_open(struct site *s, const char *near, struct err *err)
{
	char *path;
	int ret = -1;

	*s = (struct site){ 0 };
	if (find_root(near ? near : ".", &s->root, err) < 0)
		return -1;
	path = site_path(s, "config/site.json");
	if (json_read(path, &s->doc, err) == 0)
		ret = read_site(s, err);
	free(path);
	if (ret < 0)
		site_release(s);
	return ret;
}

void site_release(struct site *s)
{
	for (size_t i = 0; i < s->ncode_lists; i++) {
		codes_release(s->code_lists[i]);
		free(s->code_lists[i]);
	}
	free(s->code_lists);
	free(s->public_dir);
	free(s->private_dir);
	free(s->work_dir);
	free(s->state_dir);
	free(s->key_dir);
	free(s->reviews_dir);
	free(s->root);
	json_free(s->doc);
	*s = (struct site){ 0 };
}

char *site_path(const struct site *s, const char *fmt, ...)
{
	struct buf b = BUF_INIT;
	char *below;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&below, fmt, ap) < 0)
		below = NULL;
	va_end(ap);
	buf_printf(&b, "%s/%s", strcmp(s->root, "/") == 0 ? "" : s->root, below ? below : "");
	free(below);
	return buf_detach(&b);
}

/* A name becomes part of a path: nothing in it may lead elsewhere. */
static int check_name(const char *what, const char *name, struct err *err)
{
	static const char allowed[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

	if (*name && !name[strspn(name, allowed)])
		return 0;
	return err_set(err, ERR_CONFIG,
		       "\"%s\" is no name of a %s: letters, digits, \"_\" and \"-\" only", name,
		       what);
}

int site_codes(struct site *s, const char *name, const struct codes **c, struct err *err)
{
	struct codes loaded, *kept;
	char *path;
	int ret;

	for (size_t i = 0; i < s->ncode_lists; i++) {
		*c = s->code_lists[i];
		if (strcmp((*c)->name, name) == 0)
			return 0;
	}
	*c = NULL;
	if (check_name("code list", name, err) < 0)
		return -1;
	path = site_path(s, "config/codes/%s.csv", name);
	ret = codes_load(path, name, &loaded, err);
	free(path);
	if (ret < 0)
		return -1;
	kept = mem_alloc(sizeof(*kept));
	*kept = loaded;
	s->code_lists = mem_resize(s->code_lists, s->ncode_lists + 1, sizeof(struct codes *));
	s->code_lists[s->ncode_lists++] = kept;
	*c = kept;
	return 0;
}

static int no_source(struct json sources, const char *name, struct err *err)
{
	const char **names = mem_zalloc(json_count(sources), sizeof(*names)), *near;
	const char *file = json_path(sources.doc);
	size_t n = 0;

	for (struct json v = json_first(sources); json_is(v); v = json_next(v))
		names[n++] = json_key(v);
	near = nearest_word(name, names, n);
	free(names);
	if (near)
		return err_set(err, ERR_CONFIG, "%s: no source \"%s\" (did you mean \"%s\"?)", file,
			       name, near);
	return err_set(err, ERR_CONFIG, "%s: no source \"%s\"", file, name);
}

static int read_source(const struct site *s, struct json v, struct source *src, struct err *err)
{
	const char *path = NULL;
	struct json_obj o;

	json_open(&o, v, err);
	src->name = json_key(v);
	src->label = json_str(&o, "label");
	src->driver = json_str(&o, "driver");
	if (src->driver && strcmp(src->driver, "sqlite") == 0)
		path = json_str(&o, "path");
	else
		json_opt_str(&o, "path", &path);
	json_opt_str(&o, "credential", &src->credential);
	if (json_close(&o) < 0)
		return -1;
	if (path)
		src->path = absolute(s, path);
	return 0;
}

int site_source(const struct site *s, const char *name, struct source *src, struct err *err)
{
	char *path = site_path(s, "config/sources.json");
	struct json sources, v;
	int ret;

	*src = (struct source){ 0 };
	ret = json_read(path, &src->doc, err);
	free(path);
	if (ret < 0)
		return -1;
	sources = json_root(src->doc);
	v = json_member(sources, name);
	if (!json_is_object(sources))
		ret = json_err_kind(sources, "an object", err);
	else if (!json_is(v))
		ret = no_source(sources, name, err);
	else
		ret = read_source(s, v, src, err);
	if (ret < 0)
		source_release(src);
	return ret;
}

void source_release(struct source *src)
{
	free(src->path);
	json_free(src->doc);
	*src = (struct source){ 0 };
}
