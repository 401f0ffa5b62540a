using System.Collections.Frozen;

namespace Hub.Delivery.Templates;

/// <summary>Each language once.</summary>
internal static class LanguageTable
{
    public static readonly IReadOnlyList<LanguageWords> All =
    [
        new()
        {
            Code = "en",
            Name = "English",
            Months = Words("January February March April May June July August September October November December"),
            ShortMonths = Words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
            Days = Words("Sunday Monday Tuesday Wednesday Thursday Friday Saturday"),
            ShortDays = Words("Sun Mon Tue Wed Thu Fri Sat"),
            DecimalSeparator = ".",
            GroupSeparator = ",",
            PluralOf = OneIsOne,
            Shortened = "… (shortened)",
        },
        new()
        {
            Code = "de",
            Name = "Deutsch",
            Months = Words("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
            ShortMonths = Words("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
            Days = Words("Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag"),
            ShortDays = Words("So Mo Di Mi Do Fr Sa"),
            DatePattern = "d. MMMM yyyy",
            DayPattern = "dddd, d. MMMM",
            PluralOf = OneIsOne,
            Shortened = "… (gekürzt)",
        },
        new()
        {
            Code = "fr",
            Name = "Français",
            Months = Words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
            ShortMonths = Words("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
            Days = Words("dimanche lundi mardi mercredi jeudi vendredi samedi"),
            ShortDays = Words("dim. lun. mar. mer. jeu. ven. sam."),
            BetweenDayAndTime = " à ",
            GroupSeparator = "\u202f",
            PluralOf = BelowTwoIsOne,
            Shortened = "… (abrégé)",
        },
        new()
        {
            Code = "es",
            Name = "Español",
            Months = Words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
            ShortMonths = Words("ene feb mar abr may jun jul ago sept oct nov dic"),
            Days = Words("domingo lunes martes miércoles jueves viernes sábado"),
            ShortDays = Words("dom lun mar mié jue vie sáb"),
            DatePattern = "d 'de' MMMM 'de' yyyy",
            DayPattern = "dddd, d 'de' MMMM",
            PluralOf = OneIsOne,
            Shortened = "… (abreviado)",
        },
        new()
        {
            Code = "it",
            Name = "Italiano",
            Months = Words(
                "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
            ),
            ShortMonths = Words("gen feb mar apr mag giu lug ago set ott nov dic"),
            Days = Words("domenica lunedì martedì mercoledì giovedì venerdì sabato"),
            ShortDays = Words("dom lun mar mer gio ven sab"),
            PluralOf = OneIsOne,
            Shortened = "… (abbreviato)",
        },
        new()
        {
            Code = "nl",
            Name = "Nederlands",
            Months = Words("januari februari maart april mei juni juli augustus september oktober november december"),
            ShortMonths = Words("jan feb mrt apr mei jun jul aug sep okt nov dec"),
            Days = Words("zondag maandag dinsdag woensdag donderdag vrijdag zaterdag"),
            ShortDays = Words("zo ma di wo do vr za"),
            PluralOf = OneIsOne,
            Shortened = "… (ingekort)",
        },
        new()
        {
            Code = "pt",
            Name = "Português",
            Months = Words("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
            ShortMonths = Words("jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez."),
            Days = Words("domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado"),
            ShortDays = Words("dom. seg. ter. qua. qui. sex. sáb."),
            DatePattern = "d 'de' MMMM 'de' yyyy",
            DayPattern = "dddd, d 'de' MMMM",
            PluralOf = BelowTwoIsOne,
            Shortened = "… (resumido)",
        },
        new()
        {
            Code = "pl",
            Name = "Polski",
            Months = Words(
                "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
            ),
            ShortMonths = Words("sty lut mar kwi maj cze lip sie wrz paź lis gru"),
            Days = Words("niedziela poniedziałek wtorek środa czwartek piątek sobota"),
            ShortDays = Words("niedz. pon. wt. śr. czw. pt. sob."),
            DayPattern = "dddd, d MMMM",
            GroupSeparator = "\u00a0",
            PluralOf = Polish,
            Shortened = "… (skrócono)",
        },
        new()
        {
            Code = "sv",
            Name = "Svenska",
            Months = Words("januari februari mars april maj juni juli augusti september oktober november december"),
            ShortMonths = Words("jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec."),
            Days = Words("söndag måndag tisdag onsdag torsdag fredag lördag"),
            ShortDays = Words("sön mån tis ons tors fre lör"),
            BetweenDayAndTime = " kl. ",
            GroupSeparator = "\u00a0",
            PluralOf = OneIsOne,
            Shortened = "… (förkortat)",
        },
        new()
        {
            Code = "da",
            Name = "Dansk",
            Months = Words("januar februar marts april maj juni juli august september oktober november december"),
            ShortMonths = Words("jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec."),
            Days = Words("søndag mandag tirsdag onsdag torsdag fredag lørdag"),
            ShortDays = Words("søn. man. tir. ons. tor. fre. lør."),
            DatePattern = "d. MMMM yyyy",
            DayPattern = "dddd 'den' d. MMMM",
            TimePattern = "HH.mm",
            BetweenDayAndTime = " kl. ",
            PluralOf = OneIsOne,
            Shortened = "… (forkortet)",
        },
        new()
        {
            Code = "fa",
            Name = "فارسی",
            Months = Words("فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"),
            ShortMonths = Words("فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"),
            Days = Words("یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه"),
            ShortDays = Words("یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه"),
            BetweenDayAndTime = "، ساعت ",
            DecimalSeparator = "٫",
            GroupSeparator = "٬",
            PluralOf = static _ => PluralForm.Other,
            Shortened = "… (کوتاه شده)",
            IsPersian = true,
        },
    ];

    private static readonly FrozenDictionary<string, LanguageWords> ByCode = All.ToFrozenDictionary(static one =>
        one.Code
    );

    public static LanguageWords? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>English where the language is unknown.</summary>
    public static LanguageWords Of(string code) => Find(code) ?? All[0];

    private static string[] Words(string names) => names.Split(' ');

    private static PluralForm OneIsOne(decimal count) => count == 1 ? PluralForm.One : PluralForm.Other;

    private static PluralForm BelowTwoIsOne(decimal count) => Math.Abs(count) < 2 ? PluralForm.One : PluralForm.Other;

    private static PluralForm Polish(decimal count)
    {
        if (count == 1)
            return PluralForm.One;
        var (last, lastTwo) = (count % 10, count % 100);
        return last is >= 2 and <= 4 && lastTwo is < 12 or > 14 && count == Math.Floor(count)
            ? PluralForm.Few
            : PluralForm.Other;
    }
}
