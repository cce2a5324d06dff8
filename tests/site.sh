# A tiny site in the working folder, for golden cases: source `.` this file.
# Every person in it is invented.

tiny_site() {
	mkdir -p config/fields config/codes pipelines/demo keys
	cat >config/site.json <<-'E'
	{ "bureau": {"name": "示例县民政局", "name_en": "Example County Civil Affairs Bureau", "uscc": "11350524003866XXXX", "division": "350524"},
	  "portal": "https://data.example.org",
	  "licence": {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"},
	  "contact": {"name": "办公室", "email": "open@example.org", "phone": "0595-00000000"},
	  "attribution": "示例县民政局", "disclaimer": "演示数据", "demo": true,
	  "paths": {"public": "public", "private": "private", "work": "work", "state": "state", "keys": "keys"} }
	E
	echo '{ "demo": {"label": "示例库", "driver": "sqlite", "path": "demo.db"} }' >config/sources.json
	cat >config/codes/area.csv <<-'E'
	code,name,parent,level,from,to,note
	35,某省,,province,,,
	3505,某市,35,city,,,
	350524,某县,3505,county,,,
	350524100,甲镇,350524,town,,,
	350524200,乙乡,350524,town,,,
	E
	cat >config/fields/demo.json <<-'E'
	{ "source": "demo", "label": "示例库", "tables": { "payment": { "label": "发放", "order": ["n"], "columns": {
	  "n": {"label": "序号", "type": "int64", "class": "plain", "openness": "closed", "basis": "条例", "reason": "内部", "treatments": ["drop"], "nullable": false},
	  "id_no": {"label": "证件号", "type": "utf8", "class": "direct", "openness": "closed", "basis": "个人信息保护法", "reason": "个人信息", "treatments": ["pseudonym", "mask", "drop"]},
	  "name": {"label": "姓名", "type": "utf8", "class": "direct", "openness": "closed", "basis": "个人信息保护法", "reason": "个人信息", "treatments": ["drop", "mask"]},
	  "birth": {"label": "出生日期", "type": "date", "format": "YYYY-MM-DD", "class": "quasi", "openness": "closed", "basis": "个人信息保护法", "reason": "个人信息", "treatments": ["age-band", "year", "month", "drop"]},
	  "area": {"label": "区划", "type": "dict", "codes": "area", "class": "quasi", "openness": "open", "basis": "条例", "treatments": ["keep", "level", "drop"]},
	  "amount": {"label": "金额", "type": "decimal", "scale": 2, "unit": "元", "stored": ["integer"], "stored_scale": 2, "class": "sensitive", "openness": "open", "basis": "条例", "treatments": ["keep", "band", "drop"]},
	  "month": {"label": "月份", "type": "dict", "class": "plain", "openness": "open", "basis": "条例", "treatments": ["keep", "drop"]}
	}}}}
	E
	printf '0123456789abcdef0123456789ABCDEF' >keys/pseudonym
	chmod 700 keys && chmod 600 keys/pseudonym
}

# What yg-extract would send, as CSV with its schema.
raw_csv() {
	cat >raw.json <<-'E'
	{ "metadata": {"yg.state": "raw", "yg.dataset": "demo", "yg.source": "demo", "yg.period": "2026-01/2026-03"},
	  "fields": [
	  {"name": "id_no", "type": "utf8", "metadata": {"yg.origin": "payment.id_no", "yg.class": "direct", "yg.openness": "closed"}},
	  {"name": "name", "type": "utf8", "metadata": {"yg.origin": "payment.name", "yg.class": "direct", "yg.openness": "closed"}},
	  {"name": "birth", "type": "date", "metadata": {"yg.origin": "payment.birth"}},
	  {"name": "area", "type": "dict", "metadata": {"yg.origin": "payment.area", "yg.codes": "area", "yg.openness": "open"}},
	  {"name": "amount", "type": "decimal", "scale": 2, "metadata": {"yg.origin": "payment.amount", "yg.openness": "open"}}
	  ] }
	E
	cat >raw.csv <<-'E'
	id_no,name,birth,area,amount
	11010519491231002X,欧阳小明,1949-12-31,350524100,620.00
	11010519491231002x,𠮷·买买提,2020-02-29,350524200,0.50
	440524800101001,李,2008-11-01,350524,1000.00
	"","",,999,
	E
}

# A pipeline of the tiny site: its payments by town and month as open records.
tiny_pipeline() {
	cat >pipelines/demo/extract.json <<-'E'
	{ "dataset": "demo", "source": "demo", "from": "payment",
	  "period": {"column": "payment.month", "from": "2026-01", "to": "2026-03"},
	  "columns": ["payment.area", "payment.amount", "payment.month"] }
	E
	cat >pipelines/demo/mask.json <<-'E'
	{ "columns": { "area": {"treatment": "keep"}, "amount": {"treatment": "keep"}, "month": {"treatment": "keep"} } }
	E
	cat >pipelines/demo/package.json <<-'E'
	{ "name": "demo", "title": "示例", "title_en": "Example", "description": "示例数据。", "keywords": ["示例"],
	  "theme": "社会救助", "update_frequency": "每月", "version": "1.0.0", "sources": [{"title": "示例库"}],
	  "notes": [], "columns": {}, "formats": ["csv"] }
	E
	cat >pipelines/demo/pipeline.json <<-'E'
	{ "label": "示例",
	  "steps": { "raw": {"run": "extract"}, "masked": {"run": "mask", "in": "raw"}, "release": {"run": "package", "in": "masked"},
	    "inspected": {"run": "inspect", "in": "release"} },
	  "publish": "inspected" }
	E
	echo '{ "key": "pseudonym", "linkage": {"quasi": ["area"], "k": 3} }' >pipelines/demo/inspect.json
}
# Its database: three invented payments, in one town, so that nobody is alone there.
demo_database() {
	sqlite3 demo.db <<-'E'
	CREATE TABLE payment (n INTEGER PRIMARY KEY, id_no TEXT, name TEXT, birth TEXT, area TEXT, amount INTEGER, month TEXT);
	INSERT INTO payment VALUES
	 (1, '11010519491231002X', '欧阳小明', '1949-12-31', '350524100', 62000, '2026-01'),
	 (2, '440524188001010014', '李', '1880-01-01', '350524100', 50, '2026-02'),
	 (3, '440524800101001', '王', '2008-11-01', '350524100', 100000, '2026-03');
	E
}
# The policies of the site as they are now, approved by demonstration keys.
approve() { yg review -q --demo "$@"; }
