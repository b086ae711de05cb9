//! Chinese words that no mark may cut in half: legal words of our own choice, and the contract's own defined terms. What
//! stands between them is cut by the general lists of `han_words.rs`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words of modality, roles and legal stock phrases; a border inside one of these misleads the reader.
const LEGAL_WORDS: &str = "
应当 不应 不得 可以 不可 是否 必须 无须 无需 有权 无权 不能 能够 不予 予以 不再 不超过 不少于 不低于 不高于 不晚于
不迟于 超过 少于 低于 高于 至少 至多 以上 以下 以内 之内 之前 之后 以前 以后 除非 除外 但是 或者 以及 并且 如果
甲方 乙方 丙方 丁方 双方 各方 三方 一方 他方 任何一方 对方 守约方 违约方 第三方 第三人 关联方 关联公司 分包商 供应商
合同 协议 本合同 本协议 条款 附件 附录 订单 违约 违约金 滞纳金 定金 订金 保证金 赔偿 赔偿金 损失 损害 责任 义务 权利
权益 利息 利率 费用 价款 货款 款项 税费 税率 发票 付款 支付 结算 验收 交付 服务 软件 系统 平台 数据 信息 客户 用户
账号 账户 帐户 授权 许可 使用权 所有权 知识产权 著作权 专利 商标 商业秘密 保密 保密信息 个人信息 敏感个人信息 客户数据
个人信息保护法 数据安全法 网络安全法 民法典 仲裁 仲裁委员会 仲裁庭 诉讼 法院 人民法院 调解 协商 管辖 适用 法律 法规
解除 终止 届满 续约 续期 续展 变更 转让 分包 通知 书面 催告 同意 拒绝 确认 批准 不可抗力 生效 有效期 期限 期间 期满
工作日 自然日 日历日 小时 分钟 个月 年度 季度 月度 每月 每年 每日 每季度 全部 部分 任何 所有 直接 间接 连续 累计
故意 重大过失 过失 重大 合理 及时 立即 尽快 适当 公开 泄露 丢失 毁损 篡改 加密 备份 恢复 存储 传输 出境 境内 境外
处理 删除 返还 销毁 审计 检查 安全 事件 漏洞 可用率 可用性 服务水平 响应 修复 故障 维护 升级 培训 实施 部署 上线
依照 按照 根据 依据 依法 必须 变更 修改 补充 通过 批准 规定 约定 享有 履行 承担 遵守 负责 提供 提出 支持 要求
公司 总公司 分公司 子公司 股东 股东会 股东大会 董事 董事会 监事 监事会 经理 章程 股份 股权 出资 利润 年报 清算 破产
行政法规 登记 登记机关 营业执照 法定代表人 负责人 当事人 用人单位 劳动者 劳动合同 工资 自然人 法人 机关 政府 国家 部门
日历月 日历年 周岁 人民币 美元 欧元 港币 港元 英镑 日元 一次性
依照 营业日 业务日 营业 业务 计算 统计 发现 发生 确定 认定 公布 施行 所在地
上海 北京 深圳 广州 杭州 苏州 中国 国际 经济 贸易 有限公司 委员会
出租人 承租人 出租方 承租方 买方 卖方 买受人 出卖人 委托人 受托人 委托方 受托方 出让方 受让方 受让人 转让方 许可方 被许可方
许可人 被许可人 担保人 保证人 债权人 债务人 收款人 付款人 雇主 雇员 披露方 接收方
";

/// The same in traditional characters, where they differ.
const TRADITIONAL: &str = "
應當 不應 必須 無須 無需 有權 無權 能夠 不超過 不少於 不低於 不高於 不晚於 不遲於 超過 少於 低於 高於
以內 之內 之後 以後 並且 雙方 對方 守約方 違約方 關聯方 關聯公司 供應商 協議 本協議 條款 附錄 訂單 違約
違約金 滯納金 訂金 保證金 賠償 賠償金 損失 損害 責任 義務 權利 權益 費用 價款 貨款 款項 稅費 稅率 發票
結算 驗收 服務 軟件 系統 平臺 數據 客戶 用戶 賬號 賬戶 帳戶 授權 許可 使用權 所有權 知識產權 著作權
專利 商標 商業祕密 個人信息 敏感個人信息 客戶數據 個人信息保護法 數據安全法 網絡安全法 仲裁委員會 訴訟 調解
協商 管轄 適用 法規 終止 屆滿 續約 續期 續展 變更 轉讓 書面 拒絕 確認 期間 期滿 日曆日 小時 分鐘 個月
間接 連續 累計 重大過失 過失 及時 儘快 適當 公開 丟失 毀損 備份 恢復 存儲 傳輸 境內 處理 刪除 返還
銷燬 審計 檢查 服務水平 響應 修復 維護 升級 培訓 實施 上線 根據 依據 補充 通過 規定 約定 承擔 負責
總公司 股東 股東會 股東大會 董事會 監事 監事會 經理 股權 出資 利潤 年報 破產 行政法規 登記 登記機關
營業執照 負責人 當事人 用人單位 勞動者 勞動合同 工資 機關 國家 部門 日曆月 日曆年 週歲 人民幣 歐元 港幣
英鎊 營業日 業務日 營業 業務 計算 統計 發現 發生 確定 認定 公佈 廣州 蘇州 中國 國際 經濟 貿易 委員會
買方 賣方 買受人 出賣人 委託人 受託人 委託方 受託方 出讓方 受讓方 受讓人 轉讓方 許可方 被許可方 許可人
被許可人 擔保人 保證人 債權人 債務人 僱主 僱員
";

/// Words that are none where the longer text stands: 本法规定 is 本法 and 规定.
const SWALLOWS: [(&str, &str); 1] = [("法规", "法规定")];

/// Words by the character that they begin with.
#[derive(Debug, Clone, Default)]
struct Words {
    words: HashSet<Box<str>>,
    /// How many bytes the words have that begin with a character, the longest first: however many words there are, a
    /// place of a text is looked up once for each of a few lengths.
    lengths: HashMap<char, Vec<usize>>,
}

impl Words {
    /// The legal words, made once: a redline of one clause would take longer to make them than for everything else.
    fn legal() -> &'static Self {
        static LEGAL: LazyLock<Words> = LazyLock::new(|| {
            let mut legal = Words::default();
            for word in LEGAL_WORDS.split_whitespace().chain(TRADITIONAL.split_whitespace()) {
                legal.add(word, None);
            }
            legal
        });
        &LEGAL
    }

    /// Adds a word; `beside` has the words that are looked for as well.
    fn add(&mut self, word: &str, beside: Option<&Self>) {
        if let Some(first) = word.chars().next() {
            let beside = || beside.and_then(|beside| beside.lengths.get(&first)).cloned();
            let lengths = self
                .lengths
                .entry(first)
                .or_insert_with(|| beside().unwrap_or_default());
            if let Err(place) = lengths.binary_search_by(|length| word.len().cmp(length)) {
                lengths.insert(place, word.len());
            }
            self.words.insert(word.into());
        }
    }
}

/// The words that stay whole when Chinese text is cut into tokens.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    /// A contract's own, beside the legal words. A character that one of them begins with has the lengths of both.
    own: Words,
}

impl Lexicon {
    /// The legal words together with a contract's own terms; terms without Chinese characters are left out, since
    /// words of other scripts are never cut anyway.
    pub(crate) fn with_terms<'a>(terms: impl IntoIterator<Item = &'a str>) -> Self {
        let mut own = Words::default();
        for term in terms {
            if (2..=12).contains(&term.chars().count()) && term.chars().all(is_han) {
                own.add(term, Some(Words::legal()));
            }
        }
        Self { own }
    }

    /// The legal words alone.
    pub(crate) fn plain() -> &'static Self {
        static PLAIN: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);
        &PLAIN
    }

    fn has(&self, word: &str) -> bool {
        self.own.words.contains(word) || Words::legal().words.contains(word)
    }

    fn lengths(&self, first: char) -> &[usize] {
        let own = self.own.lengths.get(&first);
        own.or_else(|| Words::legal().lengths.get(&first))
            .map_or(&[], Vec::as_slice)
    }

    /// The lengths in bytes of the words that the text begins with.
    pub(crate) fn lengths_at(&self, text: &str) -> impl Iterator<Item = usize> {
        let lengths = text.chars().next().map_or(&[][..], |first| self.lengths(first));
        lengths
            .iter()
            .copied()
            .filter(|length| text.get(..*length).is_some_and(|word| self.has(word)))
    }

    /// The length in bytes of the longest word that the text begins with.
    pub(crate) fn longest_at(&self, text: &str) -> Option<usize> {
        let lengths = self.lengths(text.chars().next()?);
        let swallowed = |word: &str| {
            SWALLOWS
                .iter()
                .any(|(other, longer)| word == *other && text.starts_with(longer))
        };
        lengths.iter().copied().find(|length| {
            text.get(..*length)
                .is_some_and(|word| self.has(word) && !swallowed(word))
        })
    }
}

/// Chinese characters, and the kana that stand among them.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' | '\u{3040}'..='\u{30FF}' | '〇' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_a_contract_stand_beside_the_legal_words_and_the_longest_is_found() {
        let lexicon = Lexicon::with_terms(["违约金计算", "结算日", "Term", "违"]);
        for (text, longest, all) in [
            ("违约金计算方式", Some(15), vec![15, 9, 6]),
            ("违约金的", Some(9), vec![9, 6]),
            ("结算日前", Some(9), vec![9, 6]),
            ("违法", None, vec![]),
            ("Term", None, vec![]),
        ] {
            assert_eq!(lexicon.longest_at(text), longest, "{text}");
            assert_eq!(lexicon.lengths_at(text).collect::<Vec<_>>(), all, "{text}");
        }
        assert_eq!(Lexicon::plain().longest_at("违约金计算"), Some(9));
    }
}
