//! Words for money, in small letters: for other money than yuan, for the yuan, and for many of it.

/// Chinese names of other money that are part of no other word.
pub(super) const NAMES: [&str; 81] = [
    "美元",
    "美金",
    "美圆",
    "美刀",
    "港币",
    "港元",
    "港幣",
    "港纸",
    "欧元",
    "歐元",
    "日元",
    "日圆",
    "日圓",
    "日币",
    "円",
    "英镑",
    "英鎊",
    "澳元",
    "澳币",
    "澳大利亚元",
    "加拿大元",
    "新加坡元",
    "新加坡币",
    "坡币",
    "韩元",
    "韩币",
    "韩圆",
    "韓元",
    "韓圜",
    "朝鲜元",
    "卢布",
    "瑞郎",
    "瑞士法郎",
    "法郎",
    "澳门元",
    "澳门币",
    "澳門元",
    "葡币",
    "新台币",
    "新臺幣",
    "台币",
    "台幣",
    "臺幣",
    "台湾元",
    "泰铢",
    "泰銖",
    "卢比",
    "盧比",
    "越南盾",
    "越盾",
    "印尼盾",
    "马币",
    "林吉特",
    "令吉",
    "菲律宾比索",
    "比索",
    "克朗",
    "兰特",
    "雷亚尔",
    "里亚尔",
    "迪拉姆",
    "第纳尔",
    "里拉",
    "兹罗提",
    "福林",
    "列弗",
    "列伊",
    "谢克尔",
    "图格里克",
    "坚戈",
    "基普",
    "瑞尔",
    "缅元",
    "缅币",
    "纽元",
    "纽币",
    "新西兰元",
    "奈拉",
    "塔卡",
    "外币",
    "原币",
];

/// Names and codes of other money that may be part of other words, or words of their own: they count where
/// nothing stands beside them but a number, 万 or the like.
pub(super) const ALONE: [&str; 39] = [
    "新元", "新币", "加元", "加币", "镑", "铢", "盾", "外汇", "克郎", "先令", "苏姆", "won", "wons", "real", "reais",
    "rand", "dong", "pound", "pounds", "all", "bam", "bob", "cad", "che", "cop", "cup", "gel", "inr", "mad", "mop",
    "pen", "php", "ron", "sar", "sdg", "sos", "top", "try", "std",
];

/// English names of other money that are words of their own.
pub(super) const WORDS: [&str; 34] = [
    "baht", "dirham", "dirhams", "euro", "euros", "forint", "franc", "francs", "keur", "krona", "krone", "kroner",
    "kronor", "lira", "meur", "ntd", "peso", "pesos", "ringgit", "riyal", "riyals", "rouble", "roubles", "ruble",
    "rubles", "rupee", "rupees", "rupiah", "shekel", "sterling", "taka", "tenge", "yen", "zloty",
];

/// Codes and names that no other word contains.
pub(super) const ANYWHERE: [&str; 5] = ["usd", "hkd", "jpy", "gbp", "dollar"];

/// The codes of ISO 4217 but that of the yuan and those in [`ALONE`], in their order.
pub(super) const CODES: [&str; 149] = [
    "aed", "afn", "amd", "ang", "aoa", "ars", "aud", "awg", "azn", "bbd", "bdt", "bgn", "bhd", "bif", "bmd", "bnd",
    "bov", "brl", "bsd", "btn", "bwp", "byn", "bzd", "cdf", "chf", "chw", "clf", "clp", "cou", "crc", "cuc", "cve",
    "czk", "djf", "dkk", "dop", "dzd", "egp", "ern", "etb", "eur", "fjd", "fkp", "gbp", "ghs", "gip", "gmd", "gnf",
    "gtq", "gyd", "hkd", "hnl", "hrk", "htg", "huf", "idr", "ils", "iqd", "irr", "isk", "jmd", "jod", "jpy", "kes",
    "kgs", "khr", "kmf", "kpw", "krw", "kwd", "kyd", "kzt", "lak", "lbp", "lkr", "lrd", "lsl", "lyd", "mdl", "mga",
    "mkd", "mmk", "mnt", "mru", "mur", "mvr", "mwk", "mxn", "mxv", "myr", "mzn", "nad", "ngn", "nio", "nok", "npr",
    "nzd", "omr", "pab", "pgk", "pkr", "pln", "pyg", "qar", "rsd", "rub", "rwf", "sbd", "scr", "sek", "sgd", "shp",
    "sle", "sll", "srd", "ssp", "stn", "svc", "syp", "szl", "thb", "tjs", "tmt", "tnd", "ttd", "twd", "tzs", "uah",
    "ugx", "usd", "usn", "uyi", "uyu", "uyw", "uzs", "ved", "ves", "vnd", "vuv", "wst", "xaf", "xcd", "xcg", "xdr",
    "xof", "xpf", "yer", "zar", "zmw",
];

/// Words for the yuan, in small letters.
pub(super) const YUAN: [&str; 8] = ["人民币", "人民幣", "rmb", "cny", "yuan", "元", "圆", "圓"];
/// Words for many that are amounts of yuan where nothing else is named.
pub(super) const MANY: [&str; 6] = ["万", "亿", "萬", "million", "billion", "thousand"];
/// Words that stand beside units of money and change nothing of what money it is.
pub(super) const BESIDE: [&str; 18] = [
    "千",
    "百",
    "十",
    "整",
    "以",
    "计",
    "为单位",
    "为",
    "折合",
    "等值",
    "或",
    "hundred",
    "in",
    "bn",
    "mn",
    "k",
    "m",
    "mln",
];
/// Signs that do so.
pub(super) const SIGNS_BESIDE: [char; 15] =
    ['\'', '’', '‘', ',', '.', '-', '(', ')', ':', '/', '、', ';', '=', '_', '*'];
