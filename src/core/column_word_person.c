#include "core/column_word.h"

#define ALONE COLUMN_ALONE
#define PART COLUMN_PART

/* Names, numbers and addresses of persons. */
const struct column_words column_words_person[] = {
	{ PART, PII_ADDRESS, REG_DIRECT, "户籍地址",
	  "accountaddress\0acountaddress\0domicile\0domicileaddress\0hjd\0hjdz\0hjszd\0hkdz\0"
	  "hkszd\0householdaddress\0hujidi\0hujidizhi\0hukouaddress\0registeredaddress\0" },
	{ PART, PII_BANK_CARD, REG_DIRECT, "银行账号",
	  "accountcode\0accountid\0accountno\0accountnum\0accountnumber\0acctid\0acctno\0acctnum\0"
	  "bankaccount\0bankaccountno\0bankaccountnumber\0bankacct\0bankcard\0bankcardid\0"
	  "bankcardno\0bankcardnum\0bankcardnumber\0bankid\0bankno\0banknum\0cardnum\0cardnumber\0"
	  "creditcard\0debitcard\0ffzh\0hmkh\0hmkkh\0kahao\0kh\0khao\0sbkh\0sbkhm\0shbzkh\0"
	  "shebaokahao\0skzh\0socialcard\0socialcardno\0yhk\0yhkahao\0yhkh\0yhkhm\0yhzh\0yhzhao\0"
	  "yhzhhm\0yhzhm\0yinhangkahao\0yinhangzhanghao\0ykth\0yktkh\0zh\0zhanghao\0zhhm\0" },
	{ PART, PII_NAME, REG_DIRECT, "账户户名",
	  "accountname\0accountowner\0bankower\0bankowner\0hm\0khm\0khxm\0zhmc\0zhxm\0" },
	{ PART, PII_ADDRESS, REG_DIRECT, "住址",
	  "addr\0addrdetail\0address\0addressdetail\0detailaddress\0dizhi\0dz\0familyaddress\0"
	  "homeaddr\0homeaddress\0jiatingdizhi\0jiatingzhuzhi\0jtdz\0jtzz\0streetaddress\0xjzd\0"
	  "xzdz\0xzz\0zhuzhi\0zz\0" },
	{ PART, PII_NAME, REG_DIRECT, "代理人", "agent\0dlr\0" },
	{ PART, PII_NAME, REG_DIRECT, "申请人姓名",
	  "applicant\0applicantname\0applyname\0sqr\0sqrxm\0" },
	{ PART, PII_CITIZEN_ID, REG_DIRECT, "申请人身份号码", "applicantid\0applicantidno\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "病案号", "bah\0" },
	{ PART, PII_ACCOUNT, REG_DIRECT, "存折账号",
	  "bankbook\0bankbookno\0cunzhe\0cunzhehao\0czh\0czhm\0czzh\0depositno\0passbook\0"
	  "passbookno\0" },
	{ PART, PII_LANDLINE, REG_DIRECT, "固定电话",
	  "bgdh\0chuanzhen\0fax\0faxno\0gddh\0gudingdianhua\0homephone\0hometel\0jtdh\0landline\0"
	  "officephone\0officetel\0zjdh\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "票据号",
	  "billno\0invoiceno\0pjh\0ticketno\0ticketnum\0ticketnumber\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "出生医学证明号",
	  "birthcert\0birthcertno\0csyxzm\0csyxzmbh\0cszh\0cszm\0" },
	{ PART, PII_ADDRESS, REG_DIRECT, "出生地", "birthplace\0chushengdi\0csd\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "病历号", "blh\0medicalrecordno\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "户口簿号", "bookletno\0hkbbh\0hkbh\0hukouno\0" },
	{ PART, PII_DISABILITY_CARD, REG_DIRECT, "残疾人证号",
	  "canjizheng\0canjizhenghao\0cjkh\0cjrz\0cjrzh\0cjrzhm\0cjz\0cjzbh\0cjzh\0cjzhao\0cjzhm\0"
	  "deformityno\0disabilitycard\0disabilitycardno\0disabilityno\0disabilitynum\0"
	  "disablecard\0disablecardno\0disabledcard\0disabledcardno\0disabledno\0disablednum\0"
	  "disableid\0disableno\0disablenum\0handicapno\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "救助证号",
	  "cardcode\0cardno\0jzzbh\0jzzhao\0reliefcardno\0relievecard\0" },
	{ PART, PII_CITIZEN_ID, REG_DIRECT, "公民身份号码",
	  "cardid\0certcode\0certid\0certificateno\0certno\0certnum\0certnumber\0citizenid\0"
	  "citizenidno\0citizenno\0gmsfhm\0gmsfzh\0gmsfzhm\0idcard\0idcardcode\0idcardno\0"
	  "idcardnum\0idcardnumber\0idcode\0identity\0identitycard\0identitycardno\0identitycode\0"
	  "identityid\0identityno\0identitynum\0identitynumber\0idno\0idnum\0idnumber\0nationalid\0"
	  "personcard\0personcardno\0personid\0personidno\0pid\0sfhm\0sfz\0sfzh\0sfzhao\0sfzhaoma\0"
	  "sfzhm\0sfzhma\0sfzid\0sfzjh\0sfzjhm\0sfzmhm\0sfzno\0shenfenzheng\0shenfenzhenghao\0"
	  "shenfenzhenghaoma\0socialid\0zjbh\0zjh\0zjhao\0zjhm\0zjno\0zjnum\0" },
	{ PART, PII_PLATE, REG_DIRECT, "车牌号",
	  "carno\0carnum\0carnumber\0chepai\0chepaihao\0cph\0cphm\0hphm\0licenseplate\0plate\0"
	  "plateno\0platenum\0platenumber\0vehicleno\0" },
	{ PART, PII_MOBILE, REG_DIRECT, "联系电话",
	  "cell\0cellno\0cellphone\0contactmobile\0contactno\0contactnumber\0contactphone\0"
	  "contacttel\0dh\0dhhm\0dianhua\0lianxidianhua\0linkphone\0linktel\0lxdh\0lxdhhm\0lxfs\0"
	  "lxsj\0mobile\0mobileno\0mobilenum\0mobilenumber\0mobilephone\0msisdn\0owertel\0"
	  "ownerphone\0ownertel\0phone\0phoneno\0phonenum\0phonenumber\0shouji\0shoujihao\0sj\0"
	  "sjh\0sjhm\0tel\0telephone\0telephoneno\0telephonenum\0telno\0telnum\0whatsapp\0yddh\0" },
	{ PART, PII_NAME, REG_DIRECT, "姓名",
	  "chinesename\0cnname\0custname\0fullname\0membername\0personalname\0personname\0"
	  "realname\0username\0xingming\0xm\0xming\0zsxm\0" },
	{ PART, PII_IP, REG_DIRECT, "网络地址",
	  "clientip\0hostip\0ip\0ipaddr\0ipaddress\0loginip\0remoteaddr\0remoteip\0" },
	{ PART, PII_NAME, REG_DIRECT, "联系人", "contact\0contactname\0linkman\0lxr\0" },
	{ PART, PII_GPS, REG_DIRECT, "地理坐标",
	  "coord\0coordinate\0coordinates\0geom\0geometry\0gps\0gpsx\0gpsy\0jd\0jingdu\0jwd\0lat\0"
	  "latitude\0lng\0location\0lon\0long\0longitude\0mapguid\0mapid\0mapx\0mapy\0pointx\0"
	  "pointy\0position\0wd\0weidu\0zb\0" },
	{ PART, PII_NAME, REG_DIRECT, "经办人",
	  "createby\0createuser\0creator\0jbr\0officer\0operator\0updateby\0" },
	{ PART, PII_USCC, REG_PLAIN, "统一社会信用代码",
	  "creditcode\0creditno\0orgcreditcode\0shxydm\0socialcreditcode\0tyshxydm\0tyshxym\0"
	  "tyxydm\0unifiedcode\0unifiedsocialcreditcode\0uniscid\0usc\0uscc\0usccno\0uscicode\0"
	  "xydm\0" },
	{ PART, PII_ADDRESS, REG_DIRECT, "现住址", "currentaddress\0xjd\0xjzdz\0" },
	{ PART, PII_NAME, REG_DIRECT, "曾用名", "cym\0formername\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "低保证号",
	  "dbh\0dbzbh\0dbzh\0dbzhm\0dibaozheng\0dibaozhenghao\0" },
	{ PART, PII_NAME, REG_DIRECT, "调查人", "dcr\0investigator\0" },
	{ PART, PII_NAME, REG_DIRECT, "逝者姓名", "deceased\0szxm\0" },
	{ PART, PII_MAC, REG_DIRECT, "设备号", "deviceid\0imei\0imsi\0" },
	{ PART, PII_NAME, REG_DIRECT, "捐赠人", "donor\0jzr\0" },
	{ PART, PII_ADDRESS, REG_DIRECT, "门牌号", "doorno\0houseno\0mph\0" },
	{ PART, PII_EMAIL, REG_DIRECT, "电子邮箱",
	  "dzyj\0dzyx\0email\0emailaddr\0emailaddress\0mail\0mailbox\0youxiang\0yx\0" },
	{ PART, PII_TRAVEL_PERMIT, REG_DIRECT, "通行证号",
	  "eeppermit\0gatxz\0gatxzh\0hkmpermit\0huixiangzheng\0hxzh\0taibaozheng\0tbz\0tbzh\0"
	  "tongxingzheng\0travelpermit\0travelpermitno\0txzh\0" },
	{ PART, PII_CITIZEN_ID, REG_DIRECT, "户主身份号码",
	  "familycardno\0hzsfz\0hzsfzh\0hzsfzhm\0owerid\0ownercardno\0ownerid\0" },
	{ PART, PII_NAME, REG_DIRECT, "户主姓名",
	  "familyname\0headname\0headofhousehold\0householder\0huzhu\0huzhuxingming\0hz\0hzxm\0"
	  "owername\0ownername\0" },
	{ PART, PII_NAME, REG_DIRECT, "父亲姓名", "fathername\0fqxm\0" },
	{ PART, PII_NAME, REG_DIRECT, "法定代表人",
	  "fddbr\0fr\0frdb\0frxm\0legalperson\0legalrepresentative\0" },
	{ PART, PII_NAME, REG_DIRECT, "名", "firstname\0givenname\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "发票号", "fph\0fphm\0" },
	{ PART, PII_NAME, REG_DIRECT, "负责人", "fzr\0fzrxm\0principal\0" },
	{ PART, PII_RESIDENCE_PERMIT, REG_DIRECT, "居住证号",
	  "gatjzz\0juzhuzheng\0juzhuzhenghao\0jzzh\0jzzhm\0residenceno\0residencepermit\0"
	  "residencepermitno\0yjjlzh\0" },
	{ PART, PII_NAME, REG_DIRECT, "监护人", "guardian\0guardianname\0jhr\0" },
	{ PART, PII_CITIZEN_ID, REG_DIRECT, "监护人身份号码", "guardianid\0guardianidno\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "户号", "hkh\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "住院号", "hospitalno\0inpatientno\0zyh\0" },
	{ PART, PII_PASSPORT, REG_DIRECT, "护照号码",
	  "huzhao\0huzhaohao\0huzhaohaoma\0hzhm\0passport\0passportno\0passportnum\0"
	  "passportnumber\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "婚姻登记字号", "hyzh\0marriagecertno\0marriageno\0" },
	{ PART, PII_MOBILE, REG_DIRECT, "户主电话", "hzdh\0hzlxdh\0owerphone\0" },
	{ PART, PII_NAME, REG_DIRECT, "经办人姓名", "jbrxm\0" },
	{ PART, PII_ADDRESS, REG_DIRECT, "籍贯", "jg\0jiguan\0nativeplace\0" },
	{ PART, PII_ORG_CODE, REG_PLAIN, "组织机构代码",
	  "jgdm\0organcode\0organisationcode\0organizationcode\0orgcode\0orgno\0zzjgdm\0zzjgdmz"
	  "\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "军官证号", "jgzh\0" },
	{ PART, PII_NAME, REG_DIRECT, "监护人姓名", "jhrxm\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "结婚证号", "jhzh\0jhzzh\0" },
	{ PART, PII_CITIZEN_ID, REG_DIRECT, "驾驶证号", "jszh\0licenseno\0" },
	{ PART, PII_ADDRESS, REG_DIRECT, "居住地址",
	  "juzhudizhi\0jzdz\0liveaddr\0liveaddress\0residence\0residenceaddress\0" },
	{ PART, PII_NAME, REG_DIRECT, "老人姓名", "laorenxm\0" },
	{ PART, PII_NAME, REG_DIRECT, "姓", "lastname\0surname\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "离婚证号", "lhzh\0" },
	{ PART, PII_NAME, REG_DIRECT, "领款人", "lkr\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "老年证号", "lnzh\0" },
	{ PART, PII_ADDRESS, REG_DIRECT, "联系地址", "lxdz\0" },
	{ PART, PII_NAME, REG_DIRECT, "联系人姓名", "lxrxm\0" },
	{ PART, PII_MAC, REG_DIRECT, "设备地址", "mac\0macaddr\0macaddress\0" },
	{ PART, PII_ADDRESS, REG_DIRECT, "通讯地址", "mailingaddress\0postaladdress\0txdz\0" },
	{ ALONE, PII_NAME, REG_DIRECT, "姓名", "mc\0ming\0name\0nm\0xingm\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "医保号",
	  "medicalcard\0medicalno\0medicalnum\0medicareno\0ybh\0ybkh\0ybzh\0" },
	{ PART, PII_NAME, REG_DIRECT, "母亲姓名", "mothername\0mqxm\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "门诊号", "mzh\0" },
	{ PART, PII_EMAIL, REG_DIRECT, "即时通信号",
	  "openid\0qq\0qqno\0unionid\0wechat\0weixin\0wx\0wxh\0" },
	{ PART, PII_NAME, REG_DIRECT, "患者姓名", "patient\0patientname\0" },
	{ PART, PII_NAME, REG_DIRECT, "收款人", "payee\0skr\0" },
	{ PART, PII_NAME, REG_DIRECT, "配偶姓名", "poxm\0spouse\0spousename\0" },
	{ PART, PII_ADDRESS, REG_DIRECT, "实际居住地址", "realaddress\0" },
	{ PART, PII_ADDRESS, REG_DIRECT, "室号", "roomno\0" },
	{ PART, PII_CITIZEN_ID, REG_DIRECT, "社会保障号",
	  "shbzh\0shbzhm\0shehuibaozhanghao\0socialsecurityno\0ssn\0" },
	{ PART, PII_NAME, REG_DIRECT, "审核人", "shr\0" },
	{ PART, PII_CITIZEN_ID, REG_DIRECT, "配偶身份号码", "spouseid\0" },
	{ PART, PII_NAME, REG_DIRECT, "审批人", "spr\0" },
	{ PART, PII_MOBILE, REG_DIRECT, "申请人电话", "sqrdh\0" },
	{ PART, PII_ADDRESS, REG_DIRECT, "街路巷", "street\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "学号", "studentid\0studentno\0xuehao\0" },
	{ PART, PII_NAME, REG_DIRECT, "学生姓名", "studentname\0xsxm\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "特困证号", "tkzh\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "退役军人证号", "tyjrzh\0" },
	{ PART, PII_NAME, REG_DIRECT, "委托人", "wtr\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "学籍号", "xjh\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "优待证号", "ydzh\0" },
	{ PART, PII_ADDRESS, REG_DIRECT, "邮寄地址", "yjdz\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "医疗证号", "ylzh\0" },
	{ PART, PII_CERTIFICATE, REG_DIRECT, "证书编号", "zsbh\0zsh\0" },
	{ .words = NULL },
};
