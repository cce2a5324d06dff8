#include "verify/release_check.h"

#include "verify/listing.h"
#include "verify/published.h"
#include "verify/table_check.h"

static void check_hash(const struct listed *f, struct json resource, const char *path,
		       struct defects *d)
{
	const char *hash = published_member(resource, "hash");
	struct json bytes = json_member(resource, "bytes");
	struct err ignored = ERR_INIT;
	long long n;

	if (!json_is(bytes) || json_get_int(bytes, &n, &ignored) < 0)
		defects_add(d, "datapackage.json: %s: no bytes", path);
	else if (n != f->bytes)
		defects_add(d, "%s has %lld bytes, datapackage.json says %lld", path, f->bytes, n);
	if (strncmp(hash, "sha256:", 7) != 0)
		defects_add(d, "datapackage.json: %s: no hash of SHA-256", path);
	else if (strcmp(hash + 7, f->sha256) != 0)
		defects_add(d, "%s does not have the hash that datapackage.json says", path);
}

static void check_resource(const struct listing *l, struct json resource, struct defects *d)
{
	const char *path = published_member(resource, "path");
	const struct listed *f;

	if (!published_is_plain_name(path)) {
		defects_add(d, "datapackage.json: a resource has no file in the folder");
		return;
	}
	f = listing_find(l, str_of(path));
	if (f)
		check_hash(f, resource, path, d);
	else
		defects_add(d, "datapackage.json: %s is missing", path);
}

static void check_package(const struct listing *l, const struct published *p, struct defects *d)
{
	struct json list = json_member(json_root(p->doc), "resources");

	if (!*p->name ||
	    strspn(p->name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(p->name))
		defects_add(d, "datapackage.json: has no name of a-z 0-9 -");
	if (json_count(list) == 0)
		defects_add(d, "datapackage.json: has no resources");
	for (struct json i = json_first(list); json_is(i); i = json_next(i))
		check_resource(l, i, d);
}

static int check_table(struct published *p, struct defects *d, struct err *err)
{
	if (!p->path)
		return 0;
	if (published_read(p, err) < 0)
		return defects_take(d, err);
	return table_check(p, d, err);
}

int release_check(const char *folder, struct defects *d, struct err *err)
{
	struct published p = { .table = { .fd = -1 } };
	struct listing l = { .n = 0 };
	bool is_open = false;
	int ret = -1;

	if (listing_read(&l, folder, d, err) < 0)
		goto out;
	is_open = published_open(&p, folder, err) == 0;
	if (!is_open && defects_take(d, err) < 0)
		goto out;
	if (listing_check(&l, is_open && *p.name ? p.name : NULL, d, err) < 0)
		goto out;
	ret = 0;
	if (is_open) {
		check_package(&l, &p, d);
		ret = check_table(&p, d, err);
	}
out:
	published_close(&p);
	listing_release(&l);
	return ret;
}
