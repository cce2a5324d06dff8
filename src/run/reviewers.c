#include "run/reviewers.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/date.h"
#include "core/file.h"
#include "core/fold.h"
#include "core/jsonout.h"
#include "core/mem.h"
#include "core/path.h"
#include "run/line_diff.h"

const char *const review_steps[] = { "first", "approve", NULL };

static char *dup_or_null(const char *s)
{
	return s ? mem_strdup(s) : NULL;
}

static int read_roles(struct reviewer *r, struct json roles, struct err *err)
{
	const char *word;
	struct json i;

	for (i = json_first(roles); json_is(i); i = json_next(i)) {
		if (json_get_str(i, &word, err) < 0)
			return -1;
		if (strcmp(word, review_steps[REVIEW_FIRST]) == 0)
			r->roles |= 1u << REVIEW_FIRST;
		else if (strcmp(word, review_steps[REVIEW_APPROVE]) == 0)
			r->roles |= 1u << REVIEW_APPROVE;
		else
			return json_err(i, err, "a role is \"first\" or \"approve\", not \"%s\"",
					word);
	}
	if (!r->roles)
		return json_err(roles, err, "\"roles\" must not be empty");
	return 0;
}

static int read_key(struct reviewer *r, struct json v, const char *text, int algorithm,
		    struct err *err)
{
	struct buf what = BUF_INIT;
	int ret;

	buf_printf(&what, "%s:%d: reviewer %s", json_path(v.doc), json_line(v), r->name);
	ret = sign_public_read(text, (enum sign_algorithm)algorithm, what.p, &r->key, err);
	buf_release(&what);
	return ret;
}

/* A name is shown on terminals, and what cannot be seen would make two of one. */
static bool is_plain(const char *name)
{
	struct buf shown = BUF_INIT;
	bool plain;

	line_put_visible(str_of(name), &shown);
	plain = strcmp(shown.p, name) == 0 && !strchr(name, '\n');
	buf_release(&shown);
	return plain;
}

static int read_reviewer(struct reviewer *r, struct json v, struct err *err)
{
	const char *name, *title, *text, *until = NULL, *revoked = NULL;
	struct json roles;
	struct json_obj o;
	int32_t day;
	int algorithm;

	json_open(&o, v, err);
	name = json_str(&o, "name");
	if (name && !is_plain(name))
		json_fail(&o, "name", "a name has no characters that a terminal hides");
	title = json_str(&o, "title");
	roles = json_array(&o, "roles");
	algorithm = json_choice(&o, "algorithm", sign_algorithms);
	text = json_str(&o, "public_key");
	if (json_opt_str(&o, "until", &until) && !date_parse(str_of(until), "YYYY-MM-DD", &day))
		json_fail(&o, "until", "\"until\" must be a day, as 2026-12-31");
	json_opt_str(&o, "revoked", &revoked);
	json_opt_bool(&o, "demo", &r->demo);
	if (json_close(&o) < 0)
		return -1;
	r->name = mem_strdup(name);
	r->title = mem_strdup(title);
	r->until = dup_or_null(until);
	r->revoked = dup_or_null(revoked);
	return read_roles(r, roles, err) < 0 ? -1 : read_key(r, v, text, algorithm, err);
}

/* Blanks, width and case make no other person. */
static bool is_same_name(const char *a, const char *b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	bool same;

	fold_value(str_of(a), &x);
	fold_value(str_of(b), &y);
	same = str_is((struct str){ x.p, x.n }, (struct str){ y.p, y.n });
	buf_release(&x);
	buf_release(&y);
	return same;
}

/* Two names for one key would let one person be two. */
static int check_twice(const struct reviewers *all, struct json v, struct err *err)
{
	const struct reviewer *r, *last = &all->items[all->n - 1];

	for (r = all->items; r < last; r++) {
		if (strcmp(r->name, last->name) == 0)
			return json_err(v, err, "the reviewer %s stands twice", r->name);
		if (is_same_name(r->name, last->name))
			return json_err(v, err, "%s and %s are one name: they must be two", r->name,
					last->name);
		if (strcmp(sign_key_id(r->key), sign_key_id(last->key)) == 0)
			return json_err(v, err, "%s and %s have the same key: they must be two",
					r->name, last->name);
	}
	return 0;
}

static int read_all(struct reviewers *r, struct json root, struct err *err)
{
	struct json list, i;
	struct json_obj o;

	json_open(&o, root, err);
	list = json_array(&o, "reviewers");
	if (json_close(&o) < 0)
		return -1;
	r->items = mem_zalloc(json_count(list) + 1, sizeof(*r->items));
	for (i = json_first(list); json_is(i); i = json_next(i))
		if (read_reviewer(&r->items[r->n++], i, err) < 0 || check_twice(r, i, err) < 0)
			return -1;
	return 0;
}

/* Who may write it may be whoever approves. */
static int check_mode(const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return err_sys(err, ERR_CONFIG, "%s: cannot look at it", path_shown(path));
	if (st.st_mode & S_IWOTH)
		return err_set(err, ERR_PERM,
			       "%s: everybody may write it, and so decide who may approve; "
			       "run chmod o-w on it",
			       path_shown(path));
	return 0;
}

int reviewers_read(const struct site *site, struct reviewers *r, struct err *err)
{
	struct json_doc *doc;
	int ret;

	memset(r, 0, sizeof(*r));
	r->path = file_join(site->reviews_dir, "reviewers.json");
	if (access(r->path, F_OK) < 0)
		return 0;
	r->exists = true;
	if (check_mode(site->reviews_dir, err) < 0 || check_mode(r->path, err) < 0)
		return -1;
	if (json_read(path_shown(r->path), &doc, err) < 0)
		return -1;
	ret = read_all(r, json_root(doc), err);
	json_free(doc);
	return ret;
}

void reviewers_release(struct reviewers *r)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		free(r->items[i].name);
		free(r->items[i].title);
		free(r->items[i].until);
		free(r->items[i].revoked);
		sign_key_free(r->items[i].key);
	}
	free(r->items);
	free(r->path);
	memset(r, 0, sizeof(*r));
}

const struct reviewer *reviewer_find(const struct reviewers *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(r->items[i].name, name) == 0)
			return &r->items[i];
	return NULL;
}

int reviewer_may(const struct site *site, const struct reviewer *r, enum review_step step,
		 const char *time, struct err *err)
{
	if (r->revoked)
		return err_set(err, ERR_GATE, "the key of %s is revoked (%s)", r->name, r->revoked);
	if (r->demo && !site->is_demo)
		return err_set(err, ERR_GATE,
			       "%s has a demonstration key, and this site is no demonstration",
			       r->name);
	if (site->national && sign_key_algorithm(r->key) != SIGN_SM2)
		return err_set(err, ERR_GATE, "this site signs with sm2 only, the key of %s is %s",
			       r->name, sign_algorithms[sign_key_algorithm(r->key)]);
	if (!(r->roles & 1u << step))
		return err_set(err, ERR_GATE, "%s does not have the role \"%s\"", r->name,
			       review_steps[step]);
	if (r->until && strncmp(time, r->until, strlen(r->until)) > 0)
		return err_set(err, ERR_GATE, "%s signs until %s only", r->name, r->until);
	return 0;
}

void reviewers_add(struct reviewers *r, const char *name, const char *title, enum review_step role,
		   struct sign_key *public_key)
{
	struct reviewer *new;

	r->items = mem_resize(r->items, r->n + 1, sizeof(*r->items));
	new = &r->items[r->n++];
	*new = (struct reviewer){ .name = mem_strdup(name),
				  .title = mem_strdup(title),
				  .roles = 1u << role,
				  .demo = true,
				  .key = public_key };
}

static void put_reviewer(struct jsonout *j, const struct reviewer *r)
{
	struct buf text = BUF_INIT;
	int step;

	jsonout_open(j, '{');
	jsonout_member(j, "name", r->name);
	jsonout_member(j, "title", r->title);
	jsonout_key(j, "roles");
	jsonout_open(j, '[');
	for (step = REVIEW_FIRST; step <= REVIEW_APPROVE; step++)
		if (r->roles & 1u << step)
			jsonout_cstr(j, review_steps[step]);
	jsonout_close(j, ']');
	jsonout_member(j, "algorithm", sign_algorithms[sign_key_algorithm(r->key)]);
	sign_public_text(r->key, &text);
	jsonout_member(j, "public_key", text.p);
	buf_release(&text);
	if (r->until)
		jsonout_member(j, "until", r->until);
	if (r->revoked)
		jsonout_member(j, "revoked", r->revoked);
	if (r->demo) {
		jsonout_key(j, "demo");
		jsonout_bool(j, true);
	}
	jsonout_close(j, '}');
}

int reviewers_write(const struct reviewers *r, struct err *err)
{
	struct buf text = BUF_INIT;
	struct jsonout j;
	size_t i;
	int ret = -1;

	jsonout_init(&j, &text, 2);
	jsonout_open(&j, '{');
	jsonout_key(&j, "reviewers");
	jsonout_open(&j, '[');
	for (i = 0; i < r->n; i++)
		put_reviewer(&j, &r->items[i]);
	jsonout_close(&j, ']');
	jsonout_close(&j, '}');
	buf_putc(&text, '\n');
	ret = file_save(r->path, 0644, (struct str){ text.p, text.n }, err);
	buf_release(&text);
	return ret;
}
