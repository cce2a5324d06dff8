# A draft of a register from a header and its rows; nothing of the rows stands in it.
cat >members.csv <<'C'
sfzh,owername,xb,csrq,telnum,helpmoney,familynum,ywlx,bz,doc,mapguid
110105194912310021,王小明,1,1949-12-31,13800138000,620.00,3,城市低保,2026年1月起,2026年第1号通知所附王小明之电话13800138000已经更正完毕,8f3a-77c1
11010519491231002X,李小红,2,1949-12-31,13800138001,1000.5,2,城市低保,,普通,8f3a-77c2
440524188001010014,陈小刚,1,1880-01-01,13800138002,0.50,1,城市低保,电话13800138000,普通,8f3a-77c3
350524198503040012,周小林,2,1985-03-04,13800138003,12,4,城市低保,,普通,8f3a-77c4
C
yg-mask --suggest --table members members.csv
