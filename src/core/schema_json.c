#include "core/csv.h"
#include "core/json.h"

static int read_meta(struct json v, struct meta *m, struct err *err)
{
	const char *value;
	struct json i;

	for (i = json_first(v); json_is(i); i = json_next(i)) {
		if (json_get_str(i, &value, err) < 0)
			return -1;
		meta_set(m, json_key(i), value);
	}
	return 0;
}

static void read_decimal(struct json_obj *o, struct field *f)
{
	long long scale, precision = f->precision;

	if (f->type != FIELD_DECIMAL) {
		if (json_has(o, "scale") || json_has(o, "precision"))
			json_fail(o, "scale", "only a decimal has a scale and a precision");
		return;
	}
	scale = json_int(o, "scale");
	json_opt_int(o, "precision", &precision);
	if (precision < 1 || precision > 38)
		json_fail(o, "precision", "precision is 1 to 38, not %lld", precision);
	else if (scale < 0 || scale > precision)
		json_fail(o, "scale", "scale is 0 to %lld, not %lld", precision, scale);
	f->scale = (int)scale;
	f->precision = (int)precision;
}

static int read_field(struct json v, struct schema *schema, struct err *err)
{
	struct json_obj o;
	struct json meta;
	struct field *f;
	const char *name, *type_name;
	int type = -1;

	json_open(&o, v, err);
	name = json_str(&o, "name");
	type_name = json_str(&o, "type");
	if (type_name)
		type = field_type_by_name(type_name);
	if (name && schema_find(schema, name) >= 0)
		json_fail(&o, "name", "field '%s' is there already", name);
	if (type_name && (type < 0 || type == FIELD_OPAQUE))
		json_fail(&o, "type",
			  "'%s' is no type: bool, int64, decimal, float64, date, utf8, dict",
			  type_name);
	/* A failed object is still asked for all its keys, so that the first error stays. */
	f = schema_add(schema, name ? name : "", type < 0 ? FIELD_UTF8 : (enum field_type)type);
	read_decimal(&o, f);
	json_opt_bool(&o, "nullable", &f->nullable);
	if (json_opt_object(&o, "metadata", &meta) && read_meta(meta, &f->meta, err) < 0)
		return -1;
	return json_close(&o);
}

static int read_schema(struct json v, struct schema *schema, struct err *err)
{
	struct json_obj o;
	struct json meta = { NULL, NULL }, fields, i;

	json_open(&o, v, err);
	json_opt_object(&o, "metadata", &meta);
	fields = json_array(&o, "fields");
	if (json_is(fields) && json_count(fields) == 0)
		json_fail(&o, "fields", "a schema needs at least one field");
	if (json_close(&o) < 0)
		return -1;
	if (json_is(meta) && read_meta(meta, &schema->meta, err) < 0)
		return -1;
	for (i = json_first(fields); json_is(i); i = json_next(i))
		if (read_field(i, schema, err) < 0)
			return -1;
	return 0;
}

int schema_read_json(const char *path, struct schema *schema, struct err *err)
{
	struct json_doc *doc;
	int ret;

	*schema = (struct schema)SCHEMA_INIT;
	if (json_read(path, &doc, err) < 0)
		return -1;
	ret = read_schema(json_root(doc), schema, err);
	json_free(doc);
	if (ret < 0)
		schema_release(schema);
	return ret;
}
