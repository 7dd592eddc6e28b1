using System.Collections.Frozen;
using Xianjie.Platform.Data;
using Xianjie.Screening;

namespace Xianjie.Platform.Audit;

/// <summary>Records and their fields by the names people know; the catalogue names those of the registry.</summary>
internal sealed class AuditNames(Catalogue catalogue)
{
    private static readonly FrozenDictionary<string, string> Things = Table("""
        Household 农户 Person 家庭成员 Membership 户籍关系 IncomeYear 年收入 Living 生产生活条件 Measure 帮扶措施 MonitorIncome 监测对象收入 SafeguardCheck 三保障及饮水 HouseholdTag 标签 Attachment 附件
        User 账号 RoleDefinition 角色 Grant 授权 ActRequest 复核事项 WorkItem 待办 Parameter 参数 Delivery 部门送数 Clue 线索 Visit 入户核查 IdentificationCase 认定 StepRecord 环节记录 CaseAct 认定办理 CaseVisit 认定入户 Authorisation 授权书
        DemocraticReview 民主评议 PublicNotice 公示 AssetQuery 财产核查 HelpPlan 帮扶计划 HelpVisit 走访 RemovalCase 风险消除 Letter 申报与来件 SurveyRound 排查 SurveySheet 排查表 Pairing 结对
        JointSession 会商 JointTopic 会商议题 JointAttendee 参会单位 JointMatter 研判对象 MatterNote 研判经过 ReviewPlan 定期核查计划 ReviewRun 定期核查 ReviewItem 核查对象 Campaign 专项行动
        CampaignObject 行动对象 CriticalCase 大病救治 Referral 救助转办 Conversion 无障碍改造 ReliefPolicy 救助政策 Benefit 保障待遇 DropoutOrder 控辍工单 VillageProfile 行政村信息 Doubt 数据疑点 KeyRing 密钥 LegalHold 数据保全 DeletionRun 到期删除 ImpactAssessment 影响评估 ConsentGap 缺授权书 ClueHit 线索依据 QualityDoubt 质量疑点 HistoryEntry 历史脱贫人口 UnclaimedRow 部门数据待认领 AuditEvent 审计记录 ExportRecord 导出记录 UserSession 登录会话 KeptForm 未提交的表单 LedgerRow 台账记录 DefinitionVersion 台账定义 PeriodFreeze 台账冻结 LateOpening 台账补报 SupervisionOrder 督办批示 LedgerNotice 台账公示 NoticeObjection 公示异议 LedgerDelivery 台账导入 TableTemplate 报表模板 ReportTable 上报报表 ReportEntry 报表填写 OwnReport 自定义报表 KeptRows 指标名单
        """);

    private static readonly FrozenDictionary<string, string> Facts = Table("Household 户 Person 成员 IncomeYear 年收入 Living 生产生活条件 Measure 帮扶措施");

    private static readonly FrozenDictionary<string, string> Fields = Table("""
        Name 姓名 HeadName 户主 Title 名称 Kind 类别 State 状态 Division 地区 At 时间 By 经办人 ById 经办账号 Note 说明 Notes 说明 Words 内容 WordsSealed 内容 Reason 理由 Due 期限 Step 环节 Unit 单位 UnitRole 责任角色
        Department 部门 Source 来源 SourceId 来源记录 Link 地址 Subject 对象 Role 角色 Result 结果 Outcome 处理结果 Risk 风险 Risks 风险 Amount 金额 Basis 依据 From 开始 To 结束 Until 截止 Place 地点 Places 范围
        Chair 主持人 Recorder 记录人 HeldOn 会商日期 ClosedOn 结束日期 ClosedAt 办结时间 ClosedBy 办结人 CreatedAt 建立时间 CreatedBy 建立人 Summary 小结 Conclusion 结论 ConcludedOn 结论日期 Feedback 反馈
        FeedbackOn 反馈日期 EndedOn 办结日期 DoneOn 完成日期 MadeOn 生成日期 MadeBy 制定人 Visitors 走访人 VisitedOn 走访日期 Proposal 调整建议 ProposalState 建议处理 Problem 问题 Mended 整改 MendedOn 整改日期
        Task 任务 Choice 选择方式 Chosen 选定对象 Checklist 清单 Cycle 周期 Every 间隔 Month 月份 Day 日 Days 天数 Target 核查对象 Types 户类型 Period 期 Disease 病种 Diagnosis 诊断 DiagnosedOn 确诊日期 Hospital 医院
        Care 救治方式 TreatedOn 救治日期 Cost 总费用 SelfPaid 自付 Answer 答复 AnsweredBy 答复人 AnsweredOn 答复日期 ApplicantName 申请人 Papers 材料 Attachments 附件 Origin 来自 OriginLink 来自地址 SentBy 转办人
        SentOn 转办日期 SenderRole 转办角色 AppliedOn 申请日期 ApprovedOn 批准日期 AcceptedOn 验收日期 Works 改造内容 Photos 照片 Disability 残疾 Login 登录名 PasswordHash 密码 Disabled 停用 FailedSignIns 登录失败次数
        Stamp 登录凭据 Key 键 Dimension 分项 Value 值 ValidFrom 生效日期 ValidTo 失效日期 HouseholdNo 户编号 HouseholdId 户 PersonId 人 SessionId 会商 MatterId 研判对象 RunId 批次 PlanId 计划 CaseId 认定 ClueId 线索
        Outcomes 议定事项 Number 序号 Names 参会人 SessionTitle 会商 RegularMonth 月份 Findings 发现 Goal 目标 Start 开始 End 结束 Cadre 责任人 NextOn 下次日期 NextStep 下一步 Rules 规则 Cause 事由 Channel 渠道 Channels 渠道
        DispatchedOn 派发日期 FoundOn 发现日期 LastHitOn 最近命中 Hits 命中次数 Priority 优先级 Reminders 提醒次数 Escalations 上报次数 EscalatedOn 上报日期 EscalatedTo 上报对象 Trigger 办理 Process 流程
        EnteredAt 进入时间 EnteredBy 进入人 LeftAt 离开时间 LeftBy 离开人 LeftInTime 按时 PausedOn 暂停日期 PausedDays 暂停天数 PauseReason 暂停原因 Present 在册 FileName 文件名 FileId 文件 Size 大小 ContentType 文件类型
        Year 年度 Version 版本 Permission 权限 Permissions 权限 Classes 可见字段 Levels 任职层级 OneDepartment 只看本部门 Office 承办岗位 Retired 停用 UserId 账号 UserName 姓名 ForId 委托账号 ForName 委托人 GivenBy 授权人 GivenAt 授权时间 RevokedAt 收回时间 RevokedBy 收回人 RevokeReason 收回原因 AskedBy 申请人 AskedById 申请账号 AskedAt 申请时间 Why 理由 DecidedBy 复核人 DecidedById 复核账号 DecidedAt 复核时间 Decision 复核意见 Barred 不得复核的账号 Digest 摘要 PayloadSealed 申请内容 PreviewSealed 申请说明 MeasureId 帮扶措施 Receipt 回执 ReceivedOn 收到日期 AnswerBy 答复期限 Category 类别 Applicant 申请人 OpenedOn 受理日期 OpenedBy 受理人 StartedOn 发起日期 StartedBy 发起人 Grounds 依据
        Occasion 情形 Level 风险等级 Steps 措施 Covers 授权事项 Signers 签署人 SignedOn 签署日期 ValidUntil 有效至 MissingWhy 缺签原因 ScanId 扫描件 RevokedOn 撤回日期 RevokedWhy 撤回情况 StepId 环节 OpenStep 当前环节 StepDue 环节期限 TotalDue 总期限 FirstDay 数据起 LastDay 数据止 Indicator 指标 Counted 口径 On 数据日期 ValueThen 当时的数 LineThen 当时的线 IssuedBy 交办人 IssuedById 交办账号 IssuerRole 交办岗位 IssuedAt 交办时间 Verdict 意见 Rows 行数 Accepted 收下行数 Refused 退回行数 Duplicates 重复行数 Unmatched 对不上人的行数 Discoverer 发现人
        """);

    /// <summary>Kept for the program: nobody enters them.</summary>
    private static readonly FrozenSet<string> Hidden = FrozenSet.Create("Id", "FormKey", "Pinyin", "Initials", "County", "UpdatedAt", "OpenKey", "Hash", "CountingHash", "CitizenIdTail");

    /// <summary>The fact of the catalogue that a record of the registry holds; null for other records.</summary>
    public string? FactOf(string type) => Facts.TryGetValue(type, out var fact) && catalogue[fact] is not null ? fact : null;

    public static string Thing(string type) => Things.GetValueOrDefault(type, type);

    /// <summary>The fields of a change by name, each once; those of the program alone are left out.</summary>
    public IEnumerable<string> FieldsOf(string type, IEnumerable<string> properties) =>
        properties.Where(p => !Hidden.Contains(p) && !p.EndsWith("Index", StringComparison.Ordinal)).Select(p => FieldOf(type, p)).Distinct();

    private string FieldOf(string type, string property)
    {
        var plain = property.EndsWith("Sealed", StringComparison.Ordinal) ? property[..^6] : property;
        var english = Bare(SnakeCase.Of(plain));
        var known = Facts.TryGetValue(type, out var fact) ? catalogue[fact]?.Columns.FirstOrDefault(c => Bare(c.English) == english)?.Name : null;
        return known ?? Fields.GetValueOrDefault(property) ?? Fields.GetValueOrDefault(plain) ?? catalogue.Facts.SelectMany(f => f.Columns).FirstOrDefault(c => Bare(c.English) == english)?.Name ?? property;
    }

    private static string Bare(string name) => name.Replace("_", string.Empty, StringComparison.Ordinal);

    private static FrozenDictionary<string, string> Table(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1]);
}
