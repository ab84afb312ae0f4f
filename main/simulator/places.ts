type Names = readonly [Name, ...Name[]];

/** A name as written, and in Latin letters for addresses. */
export type Name = readonly [written: string, latin: string];

/** One language's share of the people. No text in here needs escaping in JSON. */
export interface Place {
  readonly firstNames: Names;
  readonly lastNames: Names;
  readonly cities: readonly [string, ...string[]];
  readonly streets: readonly [string, ...string[]];
  readonly mailDomain: string;
  readonly country: string;
  /** Fictional numbers: a country code, the part after the leading zero, and how many digits are drawn. */
  readonly phone: { readonly country: string; readonly fixed: string; readonly digits: number };
  readonly idPrefix: string;
}

function names(text: string): Names {
  const [first = '?|x', ...rest] = text.split(' ');
  return [name(first), ...rest.map(name)];
}

function name(text: string): Name {
  const [written = text, latin = written.toLowerCase()] = text.split('|');
  return [written.replaceAll('_', ' '), latin];
}

const english: Place = {
  firstNames: names(
    "Ann Bo Grace Oliver Amelia Noah Priya Zoë|zoe Jack Mary-Jane Siobhán|siobhan D'Arcy|darcy 🌟Kit|kit",
  ),
  lastNames: names(
    "Lee Walker O'Brien|obrien Smith Okafor Patel van_der_Berg|vanderberg St._John|stjohn Nguyen Fitzgerald",
  ),
  cities: ['Springfield', 'Leeds', 'Dublin', 'Auckland', 'Cape Town'],
  streets: ['12 High Street', '7 Mill Lane', '300 Broadway, Apt 4', '1 The Quay'],
  mailDomain: 'example.com',
  country: 'US',
  phone: { country: '+1', fixed: '21255501', digits: 2 },
  idPrefix: 'member',
};

const japanese: Place = {
  firstNames: names(
    '太郎|taro 花子|hanako 翔太|shota 美咲|misaki 蓮|ren さくら|sakura 陽菜|hina ケンジ|kenji 悠真🎌|yuma',
  ),
  lastNames: names(
    '山田|yamada 佐藤|sato 鈴木|suzuki 高橋|takahashi 髙﨑|takasaki 𠮷野|yoshino 渡邊|watanabe 小林|kobayashi',
  ),
  cities: ['東京都', '大阪市', '札幌市', '福岡市', '那覇市'],
  streets: ['千代田区丸の内1-2-3', '中央区心斎橋4丁目', '北区北七条西5', '博多区祇園町6-7'],
  mailDomain: 'mail.example',
  country: 'JP',
  phone: { country: '+81', fixed: '900000', digits: 4 },
  idPrefix: '会員',
};

const korean: Place = {
  firstNames: names('민준|minjun 서연|seoyeon 지우|jiwoo 하은|haeun 도윤|doyun 수빈|subin'),
  lastNames: names('김|kim 이|lee 박|park 최|choi 정|jung 남궁|namgung'),
  cities: ['서울', '부산', '인천', '대구'],
  streets: ['세종대로 110', '해운대로 20', '중앙로 3길 7'],
  mailDomain: 'mail.example',
  country: 'KR',
  phone: { country: '+82', fixed: '100000', digits: 4 },
  idPrefix: '회원',
};

const chinese: Place = {
  firstNames: names('伟|wei 芳|fang 秀英|xiuying 子涵|zihan 浩然|haoran 雨桐|yutong'),
  lastNames: names('王|wang 李|li 张|zhang 刘|liu 陈|chen 欧阳|ouyang 諸葛|zhuge'),
  cities: ['北京', '上海', '深圳', '成都', '臺北'],
  streets: ['长安街1号', '南京西路88号', '科技园路5号'],
  mailDomain: 'example.net',
  country: 'CN',
  phone: { country: '+86', fixed: '1300000', digits: 4 },
  idPrefix: '会员',
};

const arabic: Place = {
  firstNames: names('محمد|mohammed فاطمة|fatima يوسف|yusuf ليلى|layla عمر|omar نور|nour'),
  lastNames: names('الأحمد|alahmad حسن|hassan الخطيب|alkhatib منصور|mansour عبد_الله|abdullah'),
  cities: ['القاهرة', 'الرياض', 'دبي', 'عمّان'],
  streets: ['شارع الملك فهد ٢٠', 'شارع التحرير ٥', 'طريق الكورنيش'],
  mailDomain: 'example.org',
  country: 'SA',
  phone: { country: '+966', fixed: '50000', digits: 4 },
  idPrefix: 'عضو',
};

const hebrew: Place = {
  firstNames: names('נועם|noam תמר|tamar אורי|uri מאיה|maya יעל|yael'),
  lastNames: names('כהן|cohen לוי|levi מזרחי|mizrahi פרץ|peretz בן־דוד|bendavid'),
  cities: ['תל אביב', 'ירושלים', 'חיפה'],
  streets: ['רחוב הרצל 10', 'שדרות רוטשילד 5', 'דרך הים 3'],
  mailDomain: 'example.org',
  country: 'IL',
  phone: { country: '+972', fixed: '50000', digits: 4 },
  idPrefix: 'חבר',
};

const german: Place = {
  firstNames: names('Jürgen|juergen Lena Björn|bjoern Änne|aenne Günther|guenther Sophie'),
  lastNames: names(
    'Müller|mueller Weiß|weiss Schäfer|schaefer von_Öttingen|oettingen Groß|gross Vogel',
  ),
  cities: ['Köln', 'München', 'Zürich', 'Düsseldorf'],
  streets: ['Hauptstraße 5', 'Am Römerhof 12a', 'Königsallee 1'],
  mailDomain: 'beispiel.example',
  country: 'DE',
  phone: { country: '+49', fixed: '3023125', digits: 3 },
  idPrefix: 'Mitglied',
};

const french: Place = {
  firstNames: names(
    'Chloé|chloe François|francois Amélie|amelie Loïc|loic Jean-Noël|jeannoel Maëlle|maelle',
  ),
  lastNames: names('Lefèvre|lefevre Dubois Bérénger|berenger d’Aubigné|daubigne Garçon|garcon'),
  cities: ['Paris', 'Orléans', 'Québec', 'Genève'],
  streets: ['3 rue de l’Église', '18 bis avenue Foch', '9 quai Malaquais'],
  mailDomain: 'exemple.example',
  country: 'FR',
  phone: { country: '+33', fixed: '63998', digits: 4 },
  idPrefix: 'membre',
};

const spanish: Place = {
  firstNames: names(
    'José|jose Begoña|begona Iñigo|inigo María_José|mariajose Íker|iker Lucía|lucia',
  ),
  lastNames: names(
    'Núñez|nunez García_Márquez|garciamarquez Peña|pena Ibáñez|ibanez de_la_Cruz|delacruz',
  ),
  cities: ['Málaga', 'Bogotá', 'Ciudad de México', 'A Coruña'],
  streets: ['Calle Mayor, 4', 'Av. Insurgentes 100', 'Plaza de España s/n'],
  mailDomain: 'ejemplo.example',
  country: 'ES',
  phone: { country: '+34', fixed: '600000', digits: 3 },
  idPrefix: 'socio',
};

/** Every language's people; English and Japanese are commoner than the others. */
export const PLACES: readonly [Place, ...Place[]] = [
  english,
  japanese,
  korean,
  chinese,
  arabic,
  hebrew,
  german,
  french,
  spanish,
  english,
  japanese,
];
