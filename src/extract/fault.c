#include "extract/fault.h"

static const char *const rule_names[INTAKE_RULES] = {
	[INTAKE_EMPTY] = "on_empty",   [INTAKE_NUL] = "on_nul",
	[INTAKE_UTF8] = "on_bad_utf8", [INTAKE_VALUE] = "on_bad_value",
	[INTAKE_CODE] = "on_bad_code",
};

const char *intake_rule_name(enum intake_rule rule)
{
	return rule_names[rule];
}

enum reg_rule fault_rule(const struct intake *c, enum intake_rule rule)
{
	const struct reg_column *r = c->spec.column;

	switch (rule) {
	case INTAKE_EMPTY:
		return r->on_empty;
	case INTAKE_NUL:
		return r->on_nul;
	case INTAKE_UTF8:
		return r->on_bad_utf8;
	case INTAKE_CODE:
		return r->on_bad_code;
	default:
		return r->on_bad_value;
	}
}

const char *intake_rule_effect(const struct intake *c, enum intake_rule rule)
{
	static const char *const effects[] = {
		[REG_ERROR] = "refused",
		[REG_NULL] = "taken as null",
		[REG_REJECT_ROW] = "left out with their rows",
		[REG_KEEP] = "kept",
		[REG_STRIP] = "stripped",
		[REG_REPLACE] = "repaired",
		[REG_GB18030] = "read as GB18030",
	};

	return effects[fault_rule(c, rule)];
}

int fault_apply(struct intake *c, enum intake_rule rule, const char *what, struct err *err)
{
	enum reg_rule action = fault_rule(c, rule);
	bool nullable = c->spec.column->nullable || c->spec.may_miss;

	c->counts[rule]++;
	if (action == REG_REJECT_ROW) {
		builder_null(c->to);
		return 0;
	}
	if (action == REG_NULL && nullable) {
		builder_null(c->to);
		return 1;
	}
	if (action == REG_ERROR)
		return err_set(err, ERR_DATA, "%s: a value %s", c->spec.origin, what);
	if (action == REG_NULL)
		return err_set(err, ERR_DATA,
			       "%s: a value %s, and \"%s\": \"null\" cannot help: "
			       "the column is not nullable",
			       c->spec.origin, what, rule_names[rule]);
	return FAULT_GO_ON;
}

int fault_kind(struct intake *c, const char *kind, struct err *err)
{
	static const char *const names[] = { "integer", "text", "real", "blob" };
	struct buf what = BUF_INIT;
	unsigned bit, n = 0;
	int ret;

	buf_printf(&what, "is stored as %s; the register allows", kind);
	for (bit = 0; bit < 4; bit++)
		if (c->spec.column->stored & 1u << bit)
			buf_printf(&what, "%s %s", n++ ? "," : "", names[bit]);
	ret = fault_apply(c, INTAKE_VALUE, what.p, err);
	buf_release(&what);
	return ret;
}
