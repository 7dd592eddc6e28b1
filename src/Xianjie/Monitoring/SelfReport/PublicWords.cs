namespace Xianjie.Monitoring.SelfReport;

/// <summary>What the public form says; plain words for the difficulties, and what a person agrees to.</summary>
internal static class PublicWords
{
    /// <summary>Each value of code list 风险 as people say it.</summary>
    public static readonly IReadOnlyList<(string Risk, string Words)> Difficulties =
    [
        ("因病", "看病花钱多"), ("因学", "孩子上学负担重"), ("因安全住房", "住房不安全"), ("因安全饮水", "吃水有困难"), ("因残", "家里有人残疾"), ("因自然灾害", "遭了灾"),
        ("因意外事故", "出了意外"), ("因产业项目失败", "种养、生意亏了"), ("因务工就业不稳", "没活干、工钱少了"), ("缺劳动力", "家里没劳力"), ("其他", "其他困难"),
    ];

    /// <summary>The signed authorisation to query property is a paper of the visit (W05); this is only for getting in touch and visiting.</summary>
    public const string Consent = "我同意村、乡镇工作人员用这些信息联系我、上门核实困难和安排帮扶。需要查询家庭收入、财产时，会另请我当面签字授权。";

    public const string Privacy = "所填信息只用于核实困难和安排帮扶，加密保存，不公开、不转作他用。申报不收任何费用，不会要您的银行卡密码和验证码。";
}
