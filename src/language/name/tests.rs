use super::*;

fn name(text: &str) -> FullName {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// Surname alone in the five oblique cases.
fn surname_forms(surname: &str, gender: Gender) -> Vec<Form> {
    [
        Case::Genitive,
        Case::Dative,
        Case::Accusative,
        Case::Instrumental,
        Case::Prepositional,
    ]
    .map(|case| surname::decline(surname, case, gender))
    .to_vec()
}

fn texts(forms: &[Form]) -> Vec<&str> {
    forms.iter().map(Form::text).collect()
}

#[test]
fn reads_names_as_people_write_them() {
    for (text, surname, first, patronymic) in [
        ("Соколова Мария Андреевна", "Соколова", "Мария", "Андреевна"),
        ("Мария Андреевна Соколова", "Соколова", "Мария", "Андреевна"),
        ("Соколова М.А.", "Соколова", "М.", "А."),
        ("Соколова М. А.", "Соколова", "М.", "А."),
        ("Соколова\u{A0}М.\u{A0}А.", "Соколова", "М.", "А."),
        ("М.А. Соколова", "Соколова", "М.", "А."),
        ("М.А.Соколова", "Соколова", "М.", "А."),
        ("М. А. Соколова", "Соколова", "М.", "А."),
        ("Соколова Мария", "Соколова", "Мария", ""),
        ("Соколова М.", "Соколова", "М.", ""),
        ("М. Соколова", "Соколова", "М.", ""),
        (
            "Петрова-Водкина Анна-Мария Ильинична",
            "Петрова-Водкина",
            "Анна-Мария",
            "Ильинична",
        ),
        (
            "Абрамович Роман Аркадьевич",
            "Абрамович",
            "Роман",
            "Аркадьевич",
        ),
        ("Д’Арк Жанна", "Д’Арк", "Жанна", ""),
        ("Алиев Гейдар Мамед оглы", "Алиев", "Гейдар", "Мамед оглы"),
        ("  Ли  Юлия Дж. ", "", "", ""),
    ] {
        let parsed: Result<FullName, String> = text.parse();
        if surname.is_empty() {
            assert!(parsed.is_err(), "{text}");
            continue;
        }
        let expected = FullName {
            surname: surname.to_owned(),
            first: first.to_owned(),
            patronymic: (!patronymic.is_empty()).then(|| patronymic.to_owned()),
        };
        assert_eq!(parsed, Ok(expected), "{text}");
    }
}

#[test]
fn refuses_what_is_no_name() {
    for text in [
        "",
        "Соколова",
        "М.А.",
        "соколова Мария",
        "Мария Андреевна",
        "Соколова М.А., директор",
        "руководители РМО",
        "Иванов Иван Иванович Младший",
        "Иванов 2 Иван",
        "И. Иванов И.",
    ] {
        let error = text.parse::<FullName>().unwrap_err();
        assert!(
            error.contains("«Соколова Мария Андреевна»"),
            "{text}: {error}"
        );
    }
}

#[test]
fn the_name_betrays_the_gender() {
    for (text, gender) in [
        ("Соколова М.А.", Some(Gender::Female)),
        ("Соколов М.А.", Some(Gender::Male)),
        ("Достоевская М.А.", Some(Gender::Female)),
        ("Достоевский М.А.", Some(Gender::Male)),
        ("Толстой М.А.", Some(Gender::Male)),
        ("Петрова-Водкина М.А.", Some(Gender::Female)),
        ("Мельник М.А.", None),
        ("Шевченко М.А.", None),
        ("Калина М.А.", None),
        ("Голова М.А.", None),
        ("Грин А.А.", None),
        ("Мельник Анна", Some(Gender::Female)),
        ("Мельник Никита", Some(Gender::Male)),
        ("Мельник Саша", None),
        ("Мельник Саша Ильич", Some(Gender::Male)),
        ("Мельник Любовь", Some(Gender::Female)),
        ("Соколова Иван", None),
        ("Голова Лука Фомич", Some(Gender::Male)),
        ("Алиева Лейла Ариф кызы", Some(Gender::Female)),
    ] {
        assert_eq!(name(text).gender(), gender, "{text}");
    }
}

#[test]
fn initials_and_signatures_never_break() {
    for text in [
        "Соколова Мария Андреевна",
        "Соколова М.А.",
        "М. А. Соколова",
    ] {
        assert_eq!(name(text).initials(false), "М.А.");
        assert_eq!(name(text).initials(true), "М.\u{A0}А.");
        assert_eq!(name(text).signature(false), "М.А.\u{A0}Соколова");
    }
    assert_eq!(
        name("Гурская Анна-Мария Ильинична").initials(false),
        "А.-М.И."
    );
    assert_eq!(name("Ли Юлия").signature(true), "Ю.\u{A0}Ли");
}

/// [N-195], all certain.
#[test]
fn the_vectors_of_the_rules() {
    for (text, gender, expected) in [
        ("Иванов И.И.", None, "Иванову\u{A0}И.И."),
        ("Иванова И.И.", None, "Ивановой\u{A0}И.И."),
        ("Шевченко А.А.", None, "Шевченко\u{A0}А.А."),
        ("Мельник А.А.", Some(Gender::Female), "Мельник\u{A0}А.А."),
        ("Мельник А.А.", Some(Gender::Male), "Мельнику\u{A0}А.А."),
    ] {
        let form = name(text).in_text(Case::Dative, gender, Order::SurnameFirst, false);
        assert_eq!(form, Form::Certain(expected.to_owned()));
    }
}

#[test]
fn without_a_gender_the_forms_must_agree() {
    let form = |text: &str| name(text).in_text(Case::Dative, None, Order::SurnameFirst, false);
    assert!(form("Шульга А.А.").is_certain());
    assert!(form("Черных А.А.").is_certain());
    let doubtful = form("Мельник А.А.");
    assert_eq!(doubtful.text(), "Мельнику\u{A0}А.А.");
    assert_eq!(
        doubtful.reason(),
        Some("неизвестен пол: «Мельнику» или «Мельник»")
    );
}

#[test]
fn surnames_of_regular_classes_are_certain() {
    use Gender::{Female, Male};
    for (surname, gender, forms) in [
        (
            "Соколов",
            Male,
            "Соколова Соколову Соколова Соколовым Соколове",
        ),
        (
            "Соколова",
            Female,
            "Соколовой Соколовой Соколову Соколовой Соколовой",
        ),
        (
            "Медведев",
            Male,
            "Медведева Медведеву Медведева Медведевым Медведеве",
        ),
        (
            "Королёв",
            Male,
            "Королёва Королёву Королёва Королёвым Королёве",
        ),
        (
            "Никитин",
            Male,
            "Никитина Никитину Никитина Никитиным Никитине",
        ),
        (
            "Никитина",
            Female,
            "Никитиной Никитиной Никитину Никитиной Никитиной",
        ),
        ("Птицын", Male, "Птицына Птицыну Птицына Птицыным Птицыне"),
        ("Львов", Male, "Львова Львову Львова Львовым Львове"),
        ("Львова", Female, "Львовой Львовой Львову Львовой Львовой"),
        (
            "Достоевский",
            Male,
            "Достоевского Достоевскому Достоевского Достоевским Достоевском",
        ),
        ("Троцкая", Female, "Троцкой Троцкой Троцкую Троцкой Троцкой"),
        (
            "Великий",
            Male,
            "Великого Великому Великого Великим Великом",
        ),
        ("Белый", Male, "Белого Белому Белого Белым Белом"),
        ("Белая", Female, "Белой Белой Белую Белой Белой"),
        (
            "Толстой",
            Male,
            "Толстого Толстому Толстого Толстым Толстом",
        ),
        ("Сухой", Male, "Сухого Сухому Сухого Сухим Сухом"),
        ("Чужой", Male, "Чужого Чужому Чужого Чужим Чужом"),
        (
            "Крайний",
            Male,
            "Крайнего Крайнему Крайнего Крайним Крайнем",
        ),
        ("Крайняя", Female, "Крайней Крайней Крайнюю Крайней Крайней"),
        (
            "Старший",
            Male,
            "Старшего Старшему Старшего Старшим Старшем",
        ),
        ("Старшая", Female, "Старшей Старшей Старшую Старшей Старшей"),
        (
            "Мельник",
            Male,
            "Мельника Мельнику Мельника Мельником Мельнике",
        ),
        (
            "Ковальчук",
            Male,
            "Ковальчука Ковальчуку Ковальчука Ковальчуком Ковальчуке",
        ),
        (
            "Петросян",
            Male,
            "Петросяна Петросяну Петросяна Петросяном Петросяне",
        ),
        ("Миллер", Male, "Миллера Миллеру Миллера Миллером Миллере"),
        ("Коэн", Male, "Коэна Коэну Коэна Коэном Коэне"),
        (
            "Бондарчук",
            Male,
            "Бондарчука Бондарчуку Бондарчука Бондарчуком Бондарчуке",
        ),
        ("Ким", Male, "Кима Киму Кима Кимом Киме"),
        ("Волк", Male, "Волка Волку Волка Волком Волке"),
        ("Гусь", Male, "Гуся Гусю Гуся Гусем Гусе"),
        ("Гоголь", Male, "Гоголя Гоголю Гоголя Гоголем Гоголе"),
        ("Коваль", Male, "Коваля Ковалю Коваля Ковалем Ковале"),
        ("Бондарь", Male, "Бондаря Бондарю Бондаря Бондарем Бондаре"),
        ("Гайдай", Male, "Гайдая Гайдаю Гайдая Гайдаем Гайдае"),
        ("Негруй", Male, "Негруя Негрую Негруя Негруем Негруе"),
        ("Цой", Male, "Цоя Цою Цоя Цоем Цое"),
        (
            "Станкевич",
            Male,
            "Станкевича Станкевичу Станкевича Станкевичем Станкевиче",
        ),
        ("Шульга", Female, "Шульги Шульге Шульгу Шульгой Шульге"),
        ("Шульга", Male, "Шульги Шульге Шульгу Шульгой Шульге"),
        ("Сирота", Male, "Сироты Сироте Сироту Сиротой Сироте"),
        ("Скиба", Female, "Скибы Скибе Скибу Скибой Скибе"),
        ("Голова", Male, "Головы Голове Голову Головой Голове"),
        (
            "Окуджава",
            Female,
            "Окуджавы Окуджаве Окуджаву Окуджавой Окуджаве",
        ),
        ("Фидря", Male, "Фидри Фидре Фидрю Фидрей Фидре"),
        ("Заря", Female, "Зари Заре Зарю Зарей Заре"),
        (
            "Петров-Водкин",
            Male,
            "Петрова-Водкина Петрову-Водкину Петрова-Водкина Петровым-Водкиным Петрове-Водкине",
        ),
        (
            "Бонч-Бруевич",
            Male,
            "Бонч-Бруевича Бонч-Бруевичу Бонч-Бруевича Бонч-Бруевичем Бонч-Бруевиче",
        ),
        (
            "ИВАНОВА",
            Female,
            "ИВАНОВОЙ ИВАНОВОЙ ИВАНОВУ ИВАНОВОЙ ИВАНОВОЙ",
        ),
    ] {
        let declined = surname_forms(surname, gender);
        assert_eq!(texts(&declined).join(" "), forms);
        assert!(declined.iter().all(Form::is_certain), "{surname}");
    }
}

#[test]
fn some_surnames_never_change() {
    use Gender::{Female, Male};
    let both = [
        "Шевченко",
        "Живаго",
        "Черных",
        "Долгих",
        "Ильинских",
        "Гейко",
        "Чавчавадзе",
        "Саакашвили",
        "Гёте",
        "Верди",
        "Шоу",
        "Камю",
        "Ли",
        "Но",
        "Хитрово",
    ];
    let women = [
        "Мельник",
        "Гоголь",
        "Цой",
        "Петросян",
        "Станкевич",
        "Заяц",
        "Лев",
        "Соловей",
        "Швец",
        "Немирович-Данченко",
        "Гайдай",
        "Грин",
        "Ремень",
        "Жмых",
        "Миллер",
    ];
    let cases = both.iter().map(|s| (s, Male));
    let cases = cases.chain(both.iter().chain(&women).map(|s| (s, Female)));
    for (surname, gender) in cases {
        for form in surname_forms(surname, gender) {
            assert_eq!(form, Form::Certain((*surname).to_owned()), "{gender:?}");
        }
    }
}

#[test]
fn risky_surnames_are_left_to_a_person() {
    use Gender::{Female, Male};
    for (surname, gender, reason) in [
        ("Кравец", Male, "беглая"),
        ("Чернец", Male, "беглая"),
        ("Сурок", Male, "беглая"),
        ("Гулёк", Male, "беглая"),
        ("Шпачек", Male, "беглая"),
        ("Соловей", Male, "беглая"),
        ("Лев", Male, "беглая"),
        ("Заяц", Male, "беглая"),
        ("Орёл", Male, "беглая"),
        ("Козел", Male, "беглая"),
        ("Лоб", Male, "беглая"),
        ("Конь", Male, "беглая"),
        ("Ремень", Male, "беглая"),
        ("Коготь", Male, "беглая"),
        ("Посол", Male, "беглая"),
        ("Дитрих", Male, "редкая"),
        ("Герой", Male, "редкая"),
        ("Палий", Male, "«-ий»"),
        ("Арсений", Male, "«-ий»"),
        ("Берия", Male, "иноязычная"),
        ("Гулиа", Female, "иноязычная"),
        ("Дюма", Male, "иноязычная"),
        ("Пеккала", Female, "иноязычная"),
        ("Хейккиля", Male, "иноязычная"),
        ("Калина", Female, "«Калиной»"),
        ("Сова", Female, "«Калиной»"),
        ("Иванов", Female, "мужская форма"),
        ("Толстой", Female, "мужская форма"),
        ("Иванова", Male, "женская форма"),
        ("Белая", Male, "женская форма"),
        ("Smith", Male, "не русскими"),
        ("Иванов-Заяц", Male, "беглая"),
    ] {
        let form = surname::decline(surname, Case::Dative, gender);
        let given = form
            .reason()
            .unwrap_or_else(|| panic!("{surname}: {form:?}"));
        assert!(given.contains(reason), "{surname}: {given}");
    }
}

#[test]
fn stress_matters_in_the_instrumental_alone() {
    for (surname, dative) in [
        ("Кваша", "Кваше"),
        ("Куница", "Кунице"),
        ("Ткач", "Ткачу"),
        ("Кац", "Кацу"),
        ("Грин", "Грину"),
        ("Чаплин", "Чаплину"),
    ] {
        let form = |case| surname::decline(surname, case, Gender::Male);
        assert_eq!(form(Case::Dative), Form::Certain(dative.to_owned()));
        assert!(!form(Case::Instrumental).is_certain(), "{surname}");
    }
}

#[test]
fn full_names_in_every_case() {
    for (text, case, expected) in [
        (
            "Соколова Мария Андреевна",
            Case::Genitive,
            "Соколовой Марии Андреевны",
        ),
        (
            "Соколова Мария Андреевна",
            Case::Dative,
            "Соколовой Марии Андреевне",
        ),
        (
            "Соколова Мария Андреевна",
            Case::Accusative,
            "Соколову Марию Андреевну",
        ),
        (
            "Соколова Мария Андреевна",
            Case::Instrumental,
            "Соколовой Марией Андреевной",
        ),
        (
            "Соколова Мария Андреевна",
            Case::Nominative,
            "Соколова Мария Андреевна",
        ),
        (
            "Шевченко Любовь Ильинична",
            Case::Accusative,
            "Шевченко Любовь Ильиничну",
        ),
        (
            "Шевченко Любовь Ильинична",
            Case::Instrumental,
            "Шевченко Любовью Ильиничной",
        ),
        (
            "Орлова Наталья Юрьевна",
            Case::Dative,
            "Орловой Наталье Юрьевне",
        ),
        (
            "Орлова Ольга Львовна",
            Case::Genitive,
            "Орловой Ольги Львовны",
        ),
        (
            "Ким Наташа Петровна",
            Case::Instrumental,
            "Ким Наташей Петровной",
        ),
        (
            "Мельник Алсу Маратовна",
            Case::Dative,
            "Мельник Алсу Маратовне",
        ),
        (
            "Мельник Гульназ Маратовна",
            Case::Dative,
            "Мельник Гульназ Маратовне",
        ),
        (
            "Гоголь Николай Васильевич",
            Case::Instrumental,
            "Гоголем Николаем Васильевичем",
        ),
        (
            "Толстой Лев Николаевич",
            Case::Dative,
            "Толстому Льву Николаевичу",
        ),
        (
            "Зуев Пётр Ильич",
            Case::Instrumental,
            "Зуевым Петром Ильичом",
        ),
        ("Зуев Павел Кузьмич", Case::Genitive, "Зуева Павла Кузьмича"),
        (
            "Зуев Дмитрий Юрьевич",
            Case::Prepositional,
            "Зуеве Дмитрии Юрьевиче",
        ),
        (
            "Зуев Илья Никитич",
            Case::Instrumental,
            "Зуевым Ильей Никитичем",
        ),
        (
            "Зуев Никита Игоревич",
            Case::Accusative,
            "Зуева Никиту Игоревича",
        ),
        (
            "Зуев Игорь Сергеевич",
            Case::Dative,
            "Зуеву Игорю Сергеевичу",
        ),
        (
            "Алиев Гейдар Мамед оглы",
            Case::Dative,
            "Алиеву Гейдару Мамед оглы",
        ),
        ("Соколова М.А.", Case::Dative, "Соколовой\u{A0}М.А."),
    ] {
        let form = name(text).full(case, None);
        assert_eq!(form, Form::Certain(expected.to_owned()), "{text}");
    }
}

#[test]
fn rare_first_names_are_left_to_a_person() {
    for (text, reason) in [
        ("Орлова Зульфия Маратовна", "«Зульфия»"),
        ("Орлова Айгуль Маратовна", "«Айгуль»"),
        ("Орлов Марек Янович", "«Марек»"),
        ("Орлов Шота Янович", "«Шота»"),
        ("Орлов Иван Борух", "«Борух»"),
    ] {
        let form = name(text).full(Case::Dative, None);
        assert!(form.reason().unwrap().contains(reason), "{form:?}");
    }
}

#[test]
fn both_orders_keep_the_line_whole() {
    let name = name("Соколова Мария Андреевна");
    let text = |order, gap| {
        name.in_text(Case::Dative, None, order, gap)
            .text()
            .to_owned()
    };
    assert_eq!(text(Order::SurnameFirst, false), "Соколовой\u{A0}М.А.");
    assert_eq!(text(Order::InitialsFirst, false), "М.А.\u{A0}Соколовой");
    assert_eq!(
        text(Order::InitialsFirst, true),
        "М.\u{A0}А.\u{A0}Соколовой"
    );
}
